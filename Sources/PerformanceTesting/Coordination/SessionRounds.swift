import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression

/// The order of sessions: rounds over the suite, until each function has enough.
///
/// Takes sessions, pauses, judges and reads the clock through closures, so that tests need no measurements.
package struct SessionRounds {
  /// How many sessions a function gets.
  package enum Policy: Hashable, Sendable {
    /// As many as the judge requests.
    case untilJudged
    /// As many as a recording needs.
    case recording(RecordingRounds)
  }

  /// The dependencies of the rounds.
  package struct Dependencies {
    /// The iterations of a function's benchmarks on file, by the texts of their ids.
    package var iterations: (TestFunctionID) -> [String: Int]
    /// Takes a session of a function, with these iterations of its benchmarks.
    package var takeSession: (SessionAttempt, _ iterations: [String: Int]) throws -> TestBundle.Outcome
    /// Judges a benchmark's sessions.
    package var judge: ([BenchmarkSession], Remaining) -> Judgement
    /// Judges the growth of a function's costs.
    package var judgeGrowth: ([BenchmarkID: [BenchmarkSession]], Remaining) -> [Judgement]
    /// Logs an event.
    package var emit: (RunEvent.Body) throws -> Void
    /// The current time in seconds.
    package var now: () -> Double
    /// Sleeps for a number of seconds.
    package var pause: (Double) -> Void
    /// The build that is measured in turn with this one; `nil` without a pair.
    package var other: OtherBuild?

    package init(
      iterations: @escaping (TestFunctionID) -> [String: Int] = { _ in [:] },
      takeSession: @escaping (SessionAttempt, _ iterations: [String: Int]) throws -> TestBundle.Outcome,
      judge: @escaping ([BenchmarkSession], Remaining) -> Judgement,
      judgeGrowth: @escaping ([BenchmarkID: [BenchmarkSession]], Remaining) -> [Judgement] = { _, _ in [] },
      emit: @escaping (RunEvent.Body) throws -> Void, now: @escaping () -> Double, pause: @escaping (Double) -> Void,
      other: OtherBuild? = nil
    ) {
      self.iterations = iterations
      self.takeSession = takeSession
      self.judge = judge
      self.judgeGrowth = judgeGrowth
      self.emit = emit
      self.now = now
      self.pause = pause
      self.other = other
    }
  }

  /// The error thrown when the process that started the run is gone.
  package struct Abandoned: Error {}

  /// Seconds between the second and the third session of a function, doubled for each further one.
  private static let firstPause = 0.1
  /// The most seconds between two sessions of a function. On a host whose guests share cores and caches the speed
  /// changes within seconds, so that sessions half a second apart see different states.
  private static let longestPause = 3.0
  /// Seconds from which a session is long.
  private static let longSession = 1.0

  fileprivate struct Progress {
    /// The iterations of each benchmark by the text of its id: those of its newest session in either build, else those
    /// on file. Where both builds run as many, the cost of the loop cancels.
    var iterations: [String: Int]
    var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
    var other = OtherBuild.Taken()
    var rounds = 0
    /// Seconds of the first session, which reads every metric, and of the last one.
    var seconds: (first: Double, last: Double)?
    /// The seconds of the fastest process.
    var fastest = Double.infinity
    var lastEnd = -Double.infinity
    var isDone = false
    var undecided = 0

    /// The metrics of the next session; `nil` for all.
    var metrics: [String]?

    mutating func keepIterations(of sessions: [BenchmarkSession]) {
      for session in sessions { iterations[session.id.description] = session.iterations }
    }
  }

  private let policy: Policy
  private let timeLimit: TimeLimit?
  private let dependencies: Dependencies
  private let functions: [TestFunctionID]
  private var progress: [TestFunctionID: Progress] = [:]
  package private(set) var result = MeasuredSuite()

  /// - Parameter timeLimit: the limit for benchmarks that the first round leaves undecided; `nil` derives it from the
  ///   duration of the sessions that a judge may need.
  package init(_ functions: [TestFunctionID], policy: Policy, timeLimit: TimeLimit? = nil, dependencies: Dependencies) {
    self.functions = functions
    self.policy = policy
    self.timeLimit = timeLimit
    self.dependencies = dependencies
    result.functions = Set(functions)
  }

  /// Takes sessions until every function has enough.
  /// - Throws: ``Abandoned``, or what a dependency throws.
  package mutating func run() throws {
    let begin = dependencies.now()
    var round = 1
    var pending = functions
    var limit: (length: TimeLimit, end: Double)?
    while !pending.isEmpty {
      for (index, function) in pending.enumerated() {
        let pause = pause(before: function, round: round)
        if let limit, dependencies.now() + pause + (progress[function]?.seconds?.last ?? 0) > limit.end {
          try giveUp(function, after: limit.length)
          continue
        }
        if pause > 0 { dependencies.pause(pause) }
        try takeSession(
          SessionAttempt(
            function: function, round: round, position: index + 1, count: pending.count,
            metrics: progress[function]?.metrics))
      }
      pending = pending.filter { progress[$0]?.isDone == false }
      if round == 1, policy == .untilJudged, !pending.isEmpty {
        let length = timeLimit ?? SessionTimeLimit.limit(for: pending.compactMap { progress[$0]?.time })
        limit = (length, dependencies.now() + length.seconds)
      }
      if case .recording(let rounds) = policy {
        let isOver = rounds.isOver(
          after: round, seconds: dependencies.now() - begin, fastest: progress.values.lazy.map(\.fastest))
        if isOver { pending = [] }
      }
      round += 1
    }
  }

  /// Seconds to wait before a session. Candidates wait for each other, and when they are few, a growing pause is added.
  /// The sessions that unchanged code needs have no pause.
  private func pause(before function: TestFunctionID, round: Int) -> Double {
    guard round > 2, let lastEnd = progress[function]?.lastEnd else { return 0 }
    let elapsed = dependencies.now() - lastEnd
    switch policy {
    case .recording(let rounds): return max(rounds.pause(beforeRound: round, since: elapsed), 0)
    case .untilJudged:
      let free = dependencies.other == nil ? 2 : PairedRule.standard.screening
      guard round > free else { return 0 }
      return max(min(Self.firstPause * Double(1 << min(round - free - 1, 8)), Self.longestPause) - elapsed, 0)
    }
  }

  /// Closes a function whose next session does not fit into the time limit.
  private mutating func giveUp(_ function: TestFunctionID, after limit: TimeLimit) throws {
    guard var state = progress[function] else { return }
    state.isDone = true
    progress[function] = state
    for var verdict in judgements(state, .none(because: .timeLimitReached)).flatMap(\.verdicts) {
      if verdict.outcome == .ambiguous, verdict.reason == .timeLimitReached { verdict.timeLimit = limit.seconds }
      try conclude(verdict)
    }
  }

  private mutating func takeSession(_ attempt: SessionAttempt) throws {
    try dependencies.emit(.attempt(attempt))
    let begin = dependencies.now()
    var state = progress[attempt.function] ?? Progress(iterations: dependencies.iterations(attempt.function))
    let otherIsFirst = OtherBuild.isFirst(inRound: attempt.round)
    if otherIsFirst { try takeOtherSession(attempt, &state) }
    let outcome = try dependencies.takeSession(attempt, state.iterations)
    if case .measured(let sessions) = outcome { state.keepIterations(of: sessions) }
    if !otherIsFirst { try takeOtherSession(attempt, &state) }
    let end = dependencies.now()
    state.rounds += 1
    state.seconds = (state.seconds?.first ?? end - begin, end - begin)
    state.fastest = min(state.fastest, end - begin)
    state.lastEnd = end
    switch outcome {
    case .abandoned:
      throw Abandoned()
    case .disabled:
      state.isDone = true
      if state.sessions.isEmpty {
        result.disabled.insert(attempt.function)
      } else {
        try conclude(Failure(.disabledLater), of: attempt.function, sessions: state.rounds)
      }
    case .failed(let failure):
      state.isDone = true
      try conclude(failure, of: attempt.function, sessions: state.rounds)
    case .measured(let sessions):
      try add(sessions, round: attempt.round, to: &state)
    case .empty(let cause):
      if state.sessions.isEmpty {
        // The sessions of the other build are judged all the same.
        try add([], round: attempt.round, to: &state)
        result.unmeasured[attempt.function] = cause
      } else {
        try conclude(Failure(.notMeasuredLater), of: attempt.function, sessions: state.rounds)
      }
      state.isDone = true
    }
    progress[attempt.function] = state
  }

  private func takeOtherSession(_ attempt: SessionAttempt, _ state: inout Progress) throws {
    guard let other = dependencies.other, other.functions.contains(attempt.function), state.other.failure == nil else {
      return
    }
    switch try other.takeSession(attempt, state.iterations) {
    case .abandoned: throw Abandoned()
    case .disabled, .empty: break
    case .failed(let failure): state.other.failure = failure
    case .measured(let sessions):
      state.keepIterations(of: sessions)
      for session in sessions {
        state.other.sessions[session.id, default: []].append(session)
        try dependencies.emit(.session(SessionEvent(round: attempt.round, side: .base, session: session)))
      }
    }
  }

  private mutating func add(_ sessions: [BenchmarkSession], round: Int, to state: inout Progress) throws {
    for session in sessions {
      state.sessions[session.id, default: []].append(session)
      try dependencies.emit(.session(SessionEvent(round: round, session: session)))
    }
    switch policy {
    case .recording(let rounds): state.isDone = rounds.isDone(after: state.rounds, state.sessions)
    case .untilJudged: try judge(&state)
    }
  }

  private mutating func judge(_ state: inout Progress) throws {
    let judgements = judgements(state, .more)
    state.undecided = judgements.count { $0.wantsMore }
    guard state.undecided == 0 else {
      state.metrics = metrics(for: state, undecidedIn: judgements)
      return
    }
    state.isDone = true
    for verdict in judgements.flatMap(\.verdicts) { try conclude(verdict) }
  }

  /// The metrics of a further session of a long body, without passes of seconds whose metrics are decided. The readings
  /// of a GPU support each other, and a short session reads all for the log.
  private func metrics(
    for state: Progress, undecidedIn judgements: [Judgement]
  ) -> [String]? {
    let readsGPU = state.sessions.values.contains { $0.contains { $0.gpu != nil } }
    guard let seconds = state.seconds, seconds.first >= Self.longSession, !readsGPU else { return nil }
    let undecided = judgements.filter(\.wantsMore).flatMap(\.verdicts).filter {
      $0.outcome == .ambiguous && $0.reason == .tooFewSessions
    }
    let names = Set(undecided.compactMap(\.readMetric))
    return names.isEmpty ? nil : names.sorted()
  }

  /// The judgement of each benchmark, in order of their ids, and of how their costs grow.
  private func judgements(_ state: Progress, _ remaining: Remaining) -> [Judgement] {
    let ids = Set(state.sessions.keys).union(state.other.sessions.keys).sorted()
    return ids.map { id in
      let sessions = state.sessions[id] ?? []
      guard let other = dependencies.other else { return dependencies.judge(sessions, remaining) }
      if let failure = state.other.failure { return other.unusable(sessions, failure, remaining) }
      return other.judge(state.other.sessions[id] ?? [], sessions, remaining)
    } + dependencies.judgeGrowth(state.sessions, remaining)
  }

  private func conclude(_ verdict: Verdict) throws { try dependencies.emit(.verdict(verdict)) }

  private func conclude(_ failure: Failure, of function: TestFunctionID, sessions: Int) throws {
    try conclude(
      Verdict(
        function: function, outcome: .failed, reason: failure.reason, sessions: sessions, detail: .failure(failure)))
  }
}

extension SessionRounds.Progress {
  /// The basis of the time limit for a function that its first session did not decide.
  fileprivate var time: SessionTimeLimit { SessionTimeLimit(session: seconds?.first ?? 0, undecided: undecided) }
}

/// The results of a run's functions; its sessions and verdicts are in its log.
package struct MeasuredSuite: Sendable {
  /// Every function that was to be measured.
  package var functions: Set<TestFunctionID> = []
  /// The functions whose test is disabled.
  package var disabled: Set<TestFunctionID> = []
  /// The functions that ran and gave no number, with the cause.
  package var unmeasured: [TestFunctionID: UnmeasuredFunction.Cause] = [:]
  /// Functions that must not run in the reporting process: those that did not end while they were counted and never
  /// ended in another pass, and those that a pass excludes.
  package var skipped: Set<TestFunctionID> = []
}
