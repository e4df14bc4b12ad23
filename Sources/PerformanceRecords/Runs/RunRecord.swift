import Foundation
import PerformanceSystem

/// The only fold of a run's events into a value, and the source of all reports.
///
/// Events are added one by one, so that a record follows a growing log and memory holds a long log once.
package struct RunRecord: Sendable {
  /// The id of the run; `nil` without events.
  package private(set) var id: String?
  /// The time of the first event, in seconds since 1970; `nil` without events.
  package private(set) var time: Double?
  /// The start of the run; `nil` when the log has no beginning.
  @Boxed package private(set) var start: RunStart?
  /// The functions to be measured, in the order of measuring.
  package private(set) var plannedFunctions: [TestFunctionID] = []
  /// The functions that their tests exclude from the counting pass.
  package private(set) var uncountedFunctions: Set<TestFunctionID> = []
  /// Every session in the order of the log, of all passes and of both builds.
  package private(set) var sessions: [SessionEvent] = []
  /// When each session was measured, in the order of `sessions`.
  package private(set) var sessionTimes: [SessionTime] = []
  /// The time of the last event, in seconds since 1970; `nil` without events.
  package private(set) var end: Double?
  /// The benchmarks with a session of the new build.
  package private(set) var headBenchmarks: Set<BenchmarkID> = []
  /// The verdicts in the order reached; those that awaited a pair of builds are settled by its later result.
  package private(set) var verdicts: [Verdict] = []
  /// The costs of benchmarks by function, where instructions were counted.
  package private(set) var profiles: [BenchmarkID: BenchmarkProfile] = [:]
  /// The pairs of builds that were measured for candidates.
  package private(set) var confirmations: [ConfirmationCost] = []
  /// The functions that failed in the old build of the last pair that was to confirm something of them, and how.
  package private(set) var failuresToConfirm: [TestFunctionID: PairAbsence] = [:]
  /// Functions that have no baseline and measured nothing.
  package private(set) var unmeasured: [UnmeasuredFunction] = []
  /// Acceptances that had no effect.
  package private(set) var unusedAcceptances: [UnusedAcceptance] = []
  /// Budgets of the checked-in file that no number was compared with.
  package private(set) var unusedBudgets: [UnusedBudget] = []
  /// Seconds spent measuring, pairs included.
  package private(set) var seconds = 0.0
  /// How far the run has come, which a command shows while it lasts.
  package private(set) var progress = RunProgress()
  /// The finished parts of the run: the run itself, and each pair of builds that was measured after it.
  package private(set) var finishedParts = 0

  private var startedParts = 0
  private var attemptTimes: [TestFunctionID: Double] = [:]
  private var sessionIndices: [BenchmarkID: [Int]] = [:]
  private var verdictIndices: [BenchmarkID: [Int]] = [:]
  private var awaited: [Candidate: Int] = [:]
  private var bodies = RunningBodies()

  /// Creates the record of a run without events.
  package init() {}

  /// Creates the record of events.
  package init(_ events: some Sequence<RunEvent>) {
    for event in events { add(event) }
  }

  /// Creates the record of a log, whose last line may be incomplete.
  /// - Throws: ``InputError`` with the line number for a malformed line.
  package init(log: URL) throws {
    var reader = EventLogReader(file: log)
    try reader.forEach { add($0) }
  }

  /// Adds the next event of the log.
  package mutating func add(_ event: RunEvent) {
    id = id ?? event.run
    time = time ?? event.time
    progress.add(event)
    defer { end = event.time }
    switch event.body {
    case .runStarted(let start):
      self.start = self.start ?? start
      startedParts += 1
    case .planned(let plan): add(plan)
    case .session(let session): add(session, at: event.time)
    case .profile(let profiled): profiles[profiled.id] = profiled.profile
    case .verdict(let verdict): add(verdict)
    case .confirmed(let cost): confirmations.append(cost)
    case .unmeasured(let function): unmeasured.append(function)
    case .bodyRun(let run): bodies.add(run)
    case .acceptanceUnused(let acceptance): unusedAcceptances.append(acceptance)
    case .budgetUnused(let budget): unusedBudgets.append(budget)
    case .runFinished(let end):
      seconds += end.seconds
      finishedParts += 1
    case .attempt(let attempt): attemptTimes[attempt.function] = event.time
    case .waiting, .counting: break
    }
  }

  private mutating func add(_ plan: RunPlan) {
    let known = Set(plannedFunctions)
    plannedFunctions += plan.functions.filter { !known.contains($0) }
    uncountedFunctions.formUnion(plan.uncounted ?? [])
  }

  private mutating func add(_ session: SessionEvent, at time: Double) {
    let attempt = session.pass == .timing ? attemptTimes[session.session.id.function] : nil
    sessionTimes.append(SessionTime(begin: min(attempt ?? end ?? time, time), end: time))
    sessionIndices[session.session.id, default: []].append(sessions.count)
    sessions.append(session)
    if session.side == .head { headBenchmarks.insert(session.session.id) }
  }

  private mutating func add(_ verdict: Verdict) {
    if verdict.reason == .baseUnusable, let absence = verdict.confirmation?.absence {
      failuresToConfirm[verdict.function] = absence
      return
    }
    let candidate = verdict.candidate
    if verdict.confirmation != nil, let index = candidate.flatMap({ awaited[$0] }) {
      verdicts[index] = verdicts[index].settled(by: verdict)
      return
    }
    if verdict.confirmation?.state == .awaited, let candidate { awaited[candidate] = verdicts.count }
    verdictIndices[verdict.subject.id, default: []].append(verdicts.count)
    verdicts.append(verdict)
  }
}

extension RunRecord {
  /// Whether every part that began has finished.
  package var isFinished: Bool { finishedParts >= max(startedParts, 1) }

  /// The packages outside of the repository that both builds of its comparisons had, sorted.
  package var packagesOutside: [String] {
    let all = confirmations.compactMap(\.outside) + [start?.configuration.outside ?? []]
    return Set(all.joined()).sorted()
  }

  /// The bodies that began after the measurements and did not end.
  package var brokenBodies: [BodyRun] { bodies.broken }

  /// The benchmarks with sessions or verdicts; a function with verdicts is included by its id.
  package var benchmarks: Set<BenchmarkID> {
    headBenchmarks.union(verdictIndices.keys)
  }

  /// The sessions of each benchmark of the new build, in the order of the log.
  package var headEvents: [BenchmarkID: [SessionEvent]] {
    var all: [BenchmarkID: [SessionEvent]] = [:]
    for id in headBenchmarks { all[id] = events(of: id).filter { $0.side == .head } }
    return all
  }

  /// The measured sessions of each benchmark of the new build, in the order of the log.
  package var headSessions: [BenchmarkID: [BenchmarkSession]] { headEvents.mapValues { $0.map(\.session) } }

  /// The sessions of a benchmark in the order of the log, of one pass or of all.
  package func sessions(
    of benchmark: BenchmarkID, side: SessionSide = .head, pass: PassName? = nil
  ) -> [BenchmarkSession] {
    events(of: benchmark).filter { $0.side == side && (pass == nil || $0.pass == pass) }.map(\.session)
  }

  /// The sessions of a benchmark in the order of the log, of all passes and of both builds.
  func events(of benchmark: BenchmarkID) -> [SessionEvent] {
    (sessionIndices[benchmark] ?? []).map { sessions[$0] }
  }

  /// The verdicts on a benchmark, or on a function if the id is that of one, in the order reached.
  package func verdicts(on benchmark: BenchmarkID) -> [Verdict] {
    (verdictIndices[benchmark] ?? []).map { verdicts[$0] }
  }

  /// The warnings about measurements of the new build, one of a kind for each benchmark, with the numbers of the first
  /// session that has it; in order of the benchmarks.
  package var warnings: [(benchmark: BenchmarkID, warning: BenchmarkWarning)] {
    let warned = sessions.lazy.filter { $0.side == .head && !$0.session.warnings.isEmpty }.map(\.session.id)
    return Set(warned).sorted().flatMap { id in
      var kinds: Set<String> = []
      return sessions(of: id).flatMap(\.warnings).filter { kinds.insert($0.kind).inserted }.map { (id, $0) }
    }
  }
}

/// The bodies that run after the measurements.
private struct RunningBodies {
  private var running: [TestFunctionID: Int] = [:]
  private var timedOut: BodyRun?

  mutating func add(_ run: BodyRun) {
    switch run.state {
    case .timedOut: timedOut = timedOut ?? run
    case .began: running[run.function, default: 0] += 1
    case .ended: running[run.function, default: 0] -= 1
    case .other: break
    }
  }

  /// The bodies that began and did not end.
  ///
  /// A body cannot be stopped, so that one that exceeds its deadline ends the process and the bodies beside it.
  var broken: [BodyRun] {
    if let timedOut { return [timedOut] }
    return running.filter { $0.value > 0 }.keys.sorted { $0.description < $1.description }
      .map { BodyRun(function: $0, state: .began) }
  }
}
