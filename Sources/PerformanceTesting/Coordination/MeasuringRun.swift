import Foundation
import PerformanceBuild
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem

/// A run, from taking the machine's lock to the end of its event log.
final class MeasuringRun {
  /// The run's event log.
  let log: RunLog
  private let name: String
  let configuration: RunConfiguration
  let selection: TestSelection
  private let environment: RunEnvironment
  let finder: ComparisonFinder
  let acceptances: AcceptanceRule
  let budgets: FileBudgets
  private let judge: BenchmarkJudge
  private let explainer: RegressionExplainer
  private let confirmations: Confirmations
  let deadlines: Deadlines
  private let parent = getppid()

  /// - Throws: ``InputError`` when the state folder cannot be written.
  init(
    configuration: RunConfiguration, selection: TestSelection, environment: RunEnvironment, finder: ComparisonFinder,
    acceptances: AcceptanceRule, budgets: FileBudgets, judge: BenchmarkJudge
  ) throws {
    self.configuration = configuration
    self.selection = selection
    self.environment = environment
    self.finder = finder
    self.acceptances = acceptances
    self.budgets = budgets
    self.judge = judge
    deadlines = Deadlines(
      setting: configuration.deadline, samples: finder.samples,
      instructions: finder.counts(of: CountedMetric.instructions))
    confirmations = Confirmations(configuration)
    explainer = RegressionExplainer(
      store: BaselineStore(folder: configuration.baselines), toolchain: environment.toolchain)
    try configuration.state.create()
    configuration.state.tidy()
    name = configuration.request?.run ?? StateFolder.newRunName()
    log = try RunLog(file: configuration.state.eventLog(run: name), sentTo: configuration.events)
  }

  /// Whether `perftest` started the run and shows it.
  var isShownElsewhere: Bool { configuration.request != nil }

  /// Measures and judges everything that is selected.
  func perform() throws -> MeasuredSuite {
    try log.append(.runStarted(start))
    let scratch = configuration.state.scratch(run: name)
    guard var bundle = TestBundle.running(scratch: scratch, deadline: configuration.deadline) else {
      try log.append(.runFinished(RunEnd(seconds: 0)))
      return MeasuredSuite()
    }
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Source paths in a build of an exported tree refer to the copy.
    if let pair = configuration.pair { bundle.location = { pair.usersLocation(of: $0) } }
    let lock = try MachineLock.take(
      waiting: { [log] holder in try log.append(.waiting(holder ?? LockHolder(process: 0, folder: "?"))) },
      isWanted: { [parent] in getppid() == parent })
    guard let lock else { Self.leave() }
    let begin = RunClock.seconds
    let suite = try measure(with: bundle)
    try log.append(.runFinished(RunEnd(seconds: RunClock.seconds - begin)))
    _ = consume lock  // held until here, through everything that is measured
    return suite
  }

  private var start: RunStart {
    let selection = configuration.original(selection)
    return RunStart(
      mode: (configuration.mode ?? .gate).rawValue, environment: environment,
      provenance: configuration.request?.provenance ?? RunProvenance(environment: ProcessInfo.processInfo.environment),
      configuration: RunStart.Configuration(
        filters: selection.filters, skips: selection.skips, counting: configuration.counting,
        against: configuration.pair?.name, outside: configuration.pair?.outside, counts: configuration.pair?.counts,
        unpaired: configuration.request?.unpaired,
        timeLimit: configuration.timeLimit?.seconds, slowdown: configuration.slowdown))
  }

  private func measure(with bundle: TestBundle) throws -> MeasuredSuite {
    let isWanted = { @Sendable [parent] in getppid() == parent }
    let introduction = try bundle.introduction(selection, isWanted: isWanted)
    let functions = introduction.functions
    let policy: SessionRounds.Policy =
      recorded.map { .recording(RecordingRounds(usual: $0.rounds, most: $0.mostRounds)) } ?? .untilJudged
    let uncounted = functions.filter(introduction.uncounted.contains)
    try log.append(
      .planned(
        RunPlan(functions: functions, rounds: fewestRounds, uncounted: uncounted.isEmpty ? nil : uncounted)))
    let unlisted = UnlistedTests(
      all: { try bundle.allTests(isWanted: isWanted) },
      starting: { try bundle.starting($0, besides: $1, isWanted: isWanted) })
    do {
      // Counts come first: they locate the cause of a worse time.
      let counted = try count(
        functions.filter { !introduction.uncounted.contains($0) }, alone: introduction.countedAlone, with: bundle,
        isWanted)
      var rounds = SessionRounds(
        functions, policy: policy, timeLimit: configuration.timeLimit,
        dependencies: dependencies(bundle, counted, isWanted))
      if !isOnlyCounting { try rounds.run() }
      return try concludeLeftOut(rounds.result, counted, uncounted: introduction.uncounted, unlisted: unlisted)
    } catch is SessionRounds.Abandoned {
      Self.leave()
    }
  }

  /// The request of a recording; `nil` in a run that judges.
  private var recorded: RunRequest? { configuration.mode == .record ? configuration.request : nil }

  /// The least number of rounds for each function.
  private var fewestRounds: Int {
    if let recorded { return recorded.rounds }
    return configuration.pair?.base == nil ? 1 : PairedRule.standard.screening
  }

  var isOnlyCounting: Bool { configuration.counting?.isOnlyPass ?? false }

  /// Counts instructions where requested.
  private func count(
    _ functions: [TestFunctionID], alone: Set<TestFunctionID>, with bundle: TestBundle,
    _ isWanted: @escaping @Sendable () -> Bool
  ) throws -> CountedRun? {
    // The run of a pair measures times only: counts are already judged.
    guard case .on(let tool) = configuration.counting, configuration.confirmation?.candidates == nil else { return nil }
    let costs = finder.counts(of: CountedMetric.instructions)
    let pass = CountingPass(
      bundle: bundle, tool: tool, slowdown: configuration.slowdown,
      deadline: { [deadlines] in deadlines.counting(of: $0) })
    let others = configuration.pair.flatMap { pairedCounts(of: $0, bundle, isWanted) }
    let isPaired = configuration.pair?.base != nil
    guard !isPaired || others != nil || !costs.isEmpty else { return nil }
    let dependencies = CountingRounds.Dependencies(
      count: { [log, finder, budgets] groups, iterations, round in
        let count = groups.reduce(0) { $0 + $1.count }
        let outcomes = try pass.count(
          groups, iterations: iterations,
          progress: { try? log.append(.counting(CountingProgress(done: $0, count: count, round: round))) },
          isWanted: isWanted)
        try others?.add(groups, iterations: iterations, besides: outcomes)
        return outcomes.mapValues { $0.tolerating(as: finder.recorded).mapSessions(budgets.attached) }
      },
      judge: { [judge] in
        if let judgement = others?.judgement(on: $0) { return judgement }
        // If the other build is not counted, baselines judge, and a benchmark without a baseline is not reported as
        // new.
        return isPaired ? judge.judge($0).withoutNew : judge.judge($0)
      },
      judgeGrowth: { [isOnlyCounting] in
        GrowthJudge.verdicts(byCounts: $0, times: isOnlyCounting ? .notTaken : .taken)
      },
      explain: { [explainer] in
        if let others { explainer.compare(with: others.profiles) }
        return explainer.explained($0, by: $1)
      },
      emit: { [log] in try log.append($0) })
    var rounds = CountingRounds(
      policy: configuration.mode == .record ? .recorded : .untilJudged, alone: alone, dependencies: dependencies)
    return try rounds.run(functions) { costs[$0] }
  }

  /// The counts of the other build; `nil` where it counts none.
  private func pairedCounts(
    of pair: PairedRun, _ bundle: TestBundle, _ isWanted: @escaping @Sendable () -> Bool
  ) -> PairedCounts? {
    guard let base = pair.base, let tool = base.counting else { return nil }
    let pass = CountingPass(
      bundle: bundle.other(base), tool: tool, deadline: { [deadlines] in deadlines.counting(of: $0) })
    return PairedCounts(of: Set(base.functions), comparedWith: pair.counts, judge: judge) { groups, iterations in
      // Processes that exchange folders must not run at the same time.
      let parts = base.files == nil ? [groups] : groups.map { [$0] }
      return try parts.reduce(into: [:]) { outcomes, part in
        outcomes.merge(
          try pass.count(part, iterations: iterations, progress: { _ in }, isWanted: isWanted)
        ) { $1 }
      }
    }
  }

  private func dependencies(
    _ bundle: TestBundle, _ counted: CountedRun?, _ isWanted: @escaping () -> Bool
  ) -> SessionRounds.Dependencies {
    var onFile: [TestFunctionID: [String: Int]] = [:]
    for id in finder.recorded.keys { onFile[id.function, default: [:]][id.description] = finder.iterations(of: id) }
    return SessionRounds.Dependencies(
      iterations: { [onFile] in onFile[$0] ?? [:] },
      takeSession: { [configuration, deadlines, budgets] in
        let outcome = try bundle.takeSession(
          $0.function, iterations: $1, slowdown: configuration.slowdown, metrics: $0.metrics,
          deadline: deadlines.session(of: $0.function), isWanted: isWanted)
        guard case .measured(let sessions) = outcome else { return outcome }
        return .measured(sessions.map(budgets.attached))
      },
      judge: { [self] in explained(judge.judge($0, $1), by: counted) },
      judgeGrowth: { [growth = growthJudge(counted)] in growth?.judgements(byTimes: $0, $1) ?? [] },
      emit: { [log] in try log.append($0) },
      now: { RunClock.seconds },
      pause: { RunClock.sleep(seconds: $0) },
      other: configuration.pair?.base.map { base in
        let other = bundle.other(base)
        return OtherBuild(
          functions: Set(base.functions),
          takeSession: { [deadlines] in
            try other.takeSession(
              $0.function, iterations: $1, metrics: $0.metrics, deadline: deadlines.session(of: $0.function),
              isWanted: isWanted)
          },
          judge: { [self] in
            let comparison = PairedComparison(
              counts: configuration.pair?.counts ?? .otherBuild,
              moreOftenSlow: configuration.confirmation?.moreOftenSlow ?? [])
            let judgement = judge.judge($1, inTurnWith: $0, by: comparison, $2)
            return explained(
              configuration.confirmation == nil ? judgement.missingWhatIsOnFile(finder.recorded) : judgement,
              by: counted)
          },
          unusable: { [self] in
            // A pair that fails cannot confirm a candidate, so that the baseline decides.
            configuration.confirmation == nil
              ? explained(judge.judge($0, besideUnusable: .fails($1), $2), by: counted)
              : OtherBuild.unusable($0, because: $1, $2).mapped(confirmations.marked)
          })
      })
  }

  /// The judgement with confirmations, and with the functions that cost more where they were counted.
  private func explained(_ judgement: Judgement, by counted: CountedRun?) -> Judgement {
    judgement.mapped { verdict in
      confirmations.marked(verdict).map { marked in
        explainer.explained(marked, by: marked.benchmark.flatMap { counted?.profiles[$0] })
      }
    }
  }

  /// The judge of growth by times; `nil` where a pair of builds only decides whether candidates are slower.
  private func growthJudge(_ counted: CountedRun?) -> GrowthJudge? {
    configuration.confirmation?.candidates == nil ? GrowthJudge(counted: counted?.sessions ?? [:]) : nil
  }

  /// The process that started the run is gone: no test may begin, and nobody would read a report.
  private static func leave() -> Never { _exit(ExitStatus.notMeasurable.rawValue) }
}

extension Judgement {
  /// The judgement with benchmarks of the other build alone marked as missing, where they still have a baseline.
  fileprivate func missingWhatIsOnFile(_ recorded: [BenchmarkID: [MetricDescription]]) -> Self {
    let verdicts = verdicts.map { verdict in
      guard verdict.reason == .onlyInBase, let metrics = verdict.benchmark.flatMap({ recorded[$0] }) else {
        return verdict
      }
      return MissingBenchmarks.stillOnFile(verdict, metrics: metrics)
    }
    return Self(verdicts: verdicts, wantsMore: wantsMore)
  }

  /// The judgement without benchmarks that have no baseline.
  fileprivate var withoutNew: Self {
    Self(verdicts: verdicts.filter { $0.outcome != .new }, wantsMore: wantsMore)
  }
}

extension CountingPass.Outcome {
  /// The judgement with the tolerances of the baseline for an unfinished count, whose process did not report its own.
  fileprivate func tolerating(as recorded: [BenchmarkID: [MetricDescription]]) -> Self {
    guard case .stopped(var stopped) = self, var session = stopped.unfinished?.session else { return self }
    for index in session.readings.indices {
      let name = session.readings[index].metric.name
      guard let metric = recorded[session.id]?.first(where: { $0.name == name }) else { continue }
      session.readings[index].metric = metric
    }
    stopped.unfinished?.session = session
    return .stopped(stopped)
  }
}

extension CountingPass.Outcome {
  /// The outcome with each complete session replaced.
  fileprivate func mapSessions(_ change: (BenchmarkSession) -> BenchmarkSession) -> Self {
    guard case .counted(var counted) = self else { return self }
    for index in counted.indices { counted[index].session = change(counted[index].session) }
    return .counted(counted)
  }
}

extension TestBundle {
  /// The bundle of another build with the same scratch folder, since only one child runs at a time.
  fileprivate func other(_ base: PairedRun.Base) -> TestBundle {
    var other = TestBundle(
      executable: base.executable, name: base.executable, scratch: scratch, environment: environment,
      folder: URL(fileURLWithPath: base.folder), files: base.files, deadline: deadline)
    other.location = location
    return other
  }
}
