import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// The order of counting instructions: once over the suite, then individually for functions whose counts differ.
///
/// Counts and judges through closures, so that tests need no Valgrind.
package struct CountingRounds {
  /// How often a function is counted.
  package enum Policy: Hashable, Sendable {
    /// Once where the count equals the baseline, else until the judge has decided.
    case untilJudged
    /// Twice within its suite and once alone, and in three more processes where these differ; the baseline gets the
    /// range.
    case recorded
  }

  /// The dependencies of the rounds.
  package struct Dependencies {
    /// Counts the functions of each group in one process: the groups, the number of iterations, and the round.
    package var count: ([[TestFunctionID]], Int, Int) throws -> [TestFunctionID: CountingPass.Outcome]
    /// Judges a benchmark's counts.
    package var judge: ([BenchmarkSession]) -> Judgement
    /// Judges the growth of counts.
    package var judgeGrowth: ([BenchmarkID: [BenchmarkSession]]) -> [Verdict]
    /// Adds the changed functions to a verdict.
    package var explain: (Verdict, CallgrindProfile?) -> Verdict
    /// Logs an event.
    package var emit: (RunEvent.Body) throws -> Void

    package init(
      count: @escaping ([[TestFunctionID]], Int, Int) throws -> [TestFunctionID: CountingPass.Outcome],
      judge: @escaping ([BenchmarkSession]) -> Judgement,
      judgeGrowth: @escaping ([BenchmarkID: [BenchmarkSession]]) -> [Verdict] = { _ in [] },
      explain: @escaping (Verdict, CallgrindProfile?) -> Verdict = { verdict, _ in verdict },
      emit: @escaping (RunEvent.Body) throws -> Void
    ) {
      self.count = count
      self.judge = judge
      self.judgeGrowth = judgeGrowth
      self.explain = explain
      self.emit = emit
    }
  }

  private let policy: Policy
  private let alone: Set<TestFunctionID>
  private let dependencies: Dependencies
  private var counted = CountedRun()

  /// Creates rounds.
  /// - Parameter alone: functions whose first call in a process is counted.
  package init(policy: Policy, alone: Set<TestFunctionID> = [], dependencies: Dependencies) {
    self.policy = policy
    self.alone = alone
    self.dependencies = dependencies
  }

  /// Counts the functions.
  /// - Parameter expected: the earlier instruction counts of functions, where they exist.
  /// - Throws: ``SessionRounds/Abandoned``, or what the dependencies throw.
  package mutating func run(
    _ functions: [TestFunctionID], expected: (TestFunctionID) -> Double?
  ) throws -> CountedRun {
    let suites = suites(functions, expected: expected)
    switch policy {
    case .untilJudged:
      try count(suites, iterations: 1, round: 1)
      try countAlone(candidates, round: 2)
      try countAlone(candidates, round: 3)
      try conclude()
    case .recorded:
      try count(suites, iterations: 2, round: 1)
      // Functions that did not end are not started again, and those that failed in their suite also failed alone.
      try countAlone(Set(functions).subtracting(counted.failures.keys), round: 2)
      for round in 3...5 { try countAlone(varying, round: round) }
      try emitProfiles()
    }
    return counted
  }

  /// One group for each suite, the most expensive first; the cost of new functions is unknown.
  ///
  /// A function whose first call is counted is a group of its own: other functions of its suite would warm up its code.
  private func suites(
    _ functions: [TestFunctionID], expected: (TestFunctionID) -> Double?
  ) -> [[TestFunctionID]] {
    let suites = Dictionary(grouping: functions.filter { !alone.contains($0) }) { [$0.module] + $0.suite }.values
    let groups = suites + functions.filter(alone.contains).map { [$0] }
    let costs = groups.map { group in group.reduce(0) { $0 + (expected($1) ?? .infinity) } }
    return zip(groups, costs).sorted { first, second in
      first.1 != second.1 ? first.1 > second.1 : first.0[0].description < second.0[0].description
    }.map(\.0)
  }

  private mutating func count(_ groups: [[TestFunctionID]], iterations: Int, round: Int) throws {
    guard !groups.isEmpty else { return }
    let outcomes = try dependencies.count(groups, iterations, round)
    for (function, outcome) in outcomes.sorted(by: { $0.key.description < $1.key.description }) {
      switch outcome {
      case .abandoned: throw SessionRounds.Abandoned()
      case .disabled: counted.disabled.insert(function)
      case .failed(let failure): counted.failures[function] = failure
      case .stopped(let stopped): try stop(function, stopped, round: round)
      case .counted(let sessions): try add(sessions, round: round)
      }
    }
  }

  /// Records the results of a function that did not end: its other benchmarks and, if it already exceeds the baseline,
  /// the unfinished benchmark as worse.
  private mutating func stop(_ function: TestFunctionID, _ stopped: StoppedCount, round: Int) throws {
    try add(stopped.counted, round: round)
    counted.stopped.insert(function)
    let unfinished = policy == .untilJudged ? stopped.unfinished : nil
    let verdict = unfinished.flatMap { dependencies.judge([$0.session]).verdicts.first(where: \.saysMore) }
    guard var verdict, let unfinished else {
      counted.failures[function] = stopped.failure
      return
    }
    verdict.stoppedAfter = stopped.seconds
    try conclude(dependencies.explain(verdict, unfinished.profile))
  }

  private mutating func add(_ sessions: [CountedSession], round: Int) throws {
    for counted in sessions {
      let id = counted.session.id
      self.counted.sessions[id, default: []].append(counted.session)
      self.counted.profiles[id] = counted.profile
      try dependencies.emit(.session(SessionEvent(pass: .counting, round: round, session: counted.session)))
    }
  }

  /// Functions with a count that seems worse, still to be repeated.
  private var candidates: Set<TestFunctionID> {
    Set(counted.sessions.filter { dependencies.judge($0.value).wantsMore }.keys.map(\.function))
  }

  /// Counts each function in its own process, where no other function can change the count.
  private mutating func countAlone(_ functions: Set<TestFunctionID>, round: Int) throws {
    let groups = functions.sorted { $0.description < $1.description }.map { [$0] }
    try count(groups, iterations: 1, round: round)
  }

  /// Functions whose counts differ.
  private var varying: Set<TestFunctionID> {
    let name = CountedMetric.instructions
    return Set(
      counted.sessions.filter { Set($0.value.compactMap { $0.reading(name) }.flatMap(\.values)).count > 1 }.keys
        .map(\.function))
  }

  private func emitProfiles() throws {
    for (id, profile) in counted.profiles.sorted(by: { $0.key < $1.key }) {
      guard let profile = profile.benchmarkProfile() else { continue }
      try dependencies.emit(.profile(ProfiledBenchmark(id: id, profile: profile)))
    }
  }

  private mutating func conclude() throws {
    for (_, sessions) in counted.sessions.sorted(by: { $0.key < $1.key }) {
      for verdict in dependencies.judge(sessions).verdicts {
        try conclude(dependencies.explain(verdict, verdict.benchmark.flatMap { counted.profiles[$0] }))
      }
    }
    for verdict in dependencies.judgeGrowth(counted.sessions) { try conclude(verdict) }
  }

  private func conclude(_ verdict: Verdict) throws { try dependencies.emit(.verdict(verdict)) }
}

/// The results of a counting pass besides its events.
package struct CountedRun: Sendable {
  /// The counts of each benchmark, one session for each process, for the judge.
  package fileprivate(set) var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// The costs of each benchmark by function of the code.
  package var profiles: [BenchmarkID: CallgrindProfile] = [:]
  /// The functions whose test is disabled.
  package var disabled: Set<TestFunctionID> = []
  /// Test functions that gave no counts, and why.
  package var failures: [TestFunctionID: Failure] = [:]
  /// Test functions that did not end.
  package var stopped: Set<TestFunctionID> = []

  /// A verdict on each function without counts, except those that are reported because they failed elsewhere.
  /// - Parameters:
  ///   - onFile: the functions with baselines.
  ///   - isOnlyPass: whether no other pass can show that a function ends.
  package func failureVerdicts(
    besides named: Set<TestFunctionID>, onFile: Set<TestFunctionID>, isOnlyPass: Bool
  ) -> [Verdict] {
    failures.filter { !named.contains($0.key) }.sorted { $0.key.description < $1.key.description }.map {
      function, failure in
      let isStopped = stopped.contains(function)
      let isRed = isOnlyPass && (isStopped || onFile.contains(function))
      return Verdict(
        function: function, metric: Metric.instructions.definition.description,
        outcome: isRed ? .failed : .incomparable,
        reason: !isRed ? .valueUnavailable : isStopped ? .timedOut : .noResult,
        detail: isRed ? .failure(failure.underCallgrind) : .unavailable(.notCounted(failure.underCallgrind)))
    }
  }
}

extension Verdict {
  /// Whether it reports a grown count, which may have grown further.
  fileprivate var saysMore: Bool { reason == .countGrew && (outcome == .regressed || outcome == .accepted) }
}
