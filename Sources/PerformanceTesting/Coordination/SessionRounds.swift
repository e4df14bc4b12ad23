import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression

/// The order in which sessions are taken: rounds over the suite, and when a function has enough.
///
/// It takes sessions, pauses, judges and reads the clock through closures, so that the order is tested without measuring.
package struct SessionRounds {
  /// How many sessions a function gets.
  package enum Policy: Hashable, Sendable {
    /// As many as the judge wants.
    case untilJudged
    /// As many as a recording takes.
    case recording(RecordingRounds)
  }

  /// What the rounds need from outside.
  package struct Dependencies {
    /// Takes a session of a function.
    package var takeSession: (SessionAttempt) throws -> TestBundle.Outcome
    /// Judges a benchmark's sessions.
    package var judge: ([BenchmarkSession], Remaining) -> Judgement
    /// Logs what happened.
    package var emit: (RunEvent.Body) throws -> Void
    /// Seconds of a clock.
    package var now: () -> Double
    /// Sleeps for seconds.
    package var pause: (Double) -> Void
    /// The build that is measured in turn with this one, if any.
    package var other: OtherBuild?

    package init(
      takeSession: @escaping (SessionAttempt) throws -> TestBundle.Outcome,
      judge: @escaping ([BenchmarkSession], Remaining) -> Judgement,
      emit: @escaping (RunEvent.Body) throws -> Void, now: @escaping () -> Double, pause: @escaping (Double) -> Void,
      other: OtherBuild? = nil
    ) {
      self.takeSession = takeSession
      self.judge = judge
      self.emit = emit
      self.now = now
      self.pause = pause
      self.other = other
    }
  }

  /// The process that started the run is gone.
  package struct Abandoned: Error {}

  /// Seconds between the third session of a function and the one before it, twice as many with each further one.
  private static let firstPause = 0.1
  /// The most seconds between two sessions of a function. On a host whose guests share cores and caches the speed changes
  /// within seconds: sessions half a second apart all see the same machine.
  private static let longestPause = 3.0
  /// Seconds from which a session is long.
  private static let longSession = 1.0

  fileprivate struct Progress {
    var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
    var other = OtherBuild.Taken()
    var rounds = 0
    /// Seconds that the first session took, which read everything, and the last one.
    var seconds: (first: Double, last: Double)?
    /// The seconds of the fastest process.
    var fastest = Double.infinity
    var lastEnd = -Double.infinity
    var isDone = false
    var undecided = 0

    /// The metrics that the next session is to read; `nil` for all.
    var metrics: [String]?
  }

  private let policy: Policy
  private let timeLimit: TimeLimit?
  private let dependencies: Dependencies
  private let functions: [TestFunctionID]
  private var progress: [TestFunctionID: Progress] = [:]
  package private(set) var result = MeasuredSuite()

  /// Rounds that have not begun.
  /// - Parameter timeLimit: how long they go on with what the first round leaves undecided; `nil` for as long as the
  ///   sessions that a judge may want take.
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
        let length = timeLimit ?? SessionTime.limit(for: pending.compactMap { progress[$0]?.time })
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

  /// Seconds to wait before a session: candidates wait for each other, and only when they are few is there a pause besides,
  /// which grows. What unchanged code needs is taken without one.
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

  /// Ends with what there is of a function whose next session does not fit into the time limit.
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
    var state = progress[attempt.function] ?? Progress()
    let otherIsFirst = OtherBuild.isFirst(inRound: attempt.round)
    if otherIsFirst { try takeOtherSession(attempt, &state.other) }
    let outcome = try dependencies.takeSession(attempt)
    if !otherIsFirst { try takeOtherSession(attempt, &state.other) }
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
    case .answered(let sessions):
      try add(sessions, round: attempt.round, to: &state)
    case .empty(let cause):
      if state.sessions.isEmpty {
        // What the other build measured is judged all the same.
        try add([], round: attempt.round, to: &state)
        result.unmeasured[attempt.function] = cause
      } else {
        try conclude(Failure(.notMeasuredLater), of: attempt.function, sessions: state.rounds)
      }
      state.isDone = true
    }
    progress[attempt.function] = state
  }

  private func takeOtherSession(_ attempt: SessionAttempt, _ taken: inout OtherBuild.Taken) throws {
    guard let other = dependencies.other, other.functions.contains(attempt.function), taken.failure == nil else {
      return
    }
    switch try other.takeSession(attempt) {
    case .abandoned: throw Abandoned()
    case .disabled, .empty: break
    case .failed(let failure): taken.failure = failure
    case .answered(let sessions):
      for session in sessions {
        taken.sessions[session.id, default: []].append(session)
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
    if let failure = state.other.failure {
      state.isDone = true
      for verdict in dependencies.other?.unusable(state.sessions.keys.sorted(), failure) ?? [] { try conclude(verdict) }
      return
    }
    let judgements = judgements(state, .more)
    state.undecided = judgements.count { $0.wantsMore }
    guard state.undecided == 0 else {
      state.metrics = metrics(for: state, undecidedIn: judgements)
      return
    }
    state.isDone = true
    for verdict in judgements.flatMap(\.verdicts) { try conclude(verdict) }
  }

  /// What a further session of a long body is to read: a pass of seconds whose metrics are decided is not gone through
  /// again. A GPU's readings are evidence for those of each other, and a short session reads all for the log.
  private func metrics(
    for state: Progress, undecidedIn judgements: [Judgement]
  ) -> [String]? {
    let readsGPU = state.sessions.values.contains { $0.contains { $0.gpu != nil } }
    guard let seconds = state.seconds, seconds.first >= Self.longSession, !readsGPU else { return nil }
    let undecided = judgements.filter(\.wantsMore).flatMap(\.verdicts).filter {
      $0.outcome == .ambiguous && $0.reason == .tooFewSessions
    }
    let names = Set(undecided.compactMap(\.metric?.name))
    return names.isEmpty ? nil : names.sorted()
  }

  /// The judgement of each benchmark, in order of their ids.
  private func judgements(_ state: Progress, _ remaining: Remaining) -> [Judgement] {
    let ids = Set(state.sessions.keys).union(state.other.sessions.keys).sorted()
    return ids.map { id in
      let sessions = state.sessions[id] ?? []
      return dependencies.other?.judge(state.other.sessions[id] ?? [], sessions, remaining)
        ?? dependencies.judge(sessions, remaining)
    }
  }

  private func conclude(_ verdict: Verdict) throws { try dependencies.emit(.verdict(verdict)) }

  private func conclude(_ failure: Failure, of function: TestFunctionID, sessions: Int) throws {
    try conclude(
      Verdict(
        function: function, outcome: .failed, reason: failure.reason, sessions: sessions, detail: .failure(failure)))
  }
}

extension SessionRounds.Progress {
  /// What the time for a function that its first session did not decide depends on.
  fileprivate var time: SessionTime { SessionTime(session: seconds?.first ?? 0, undecided: undecided) }
}

/// What became of the functions of a run; its sessions and verdicts are in its log.
package struct MeasuredSuite: Sendable {
  /// Every function that was to be measured.
  package var functions: Set<TestFunctionID> = []
  /// Those whose test is disabled.
  package var disabled: Set<TestFunctionID> = []
  /// Those that ran and gave no number, and why.
  package var unmeasured: [TestFunctionID: UnmeasuredFunction.Cause] = [:]
  /// Functions that are not to run in the process that reports: those that did not end while they were counted and that
  /// nothing else has shown to end, and those that a pass leaves out.
  package var skipped: Set<TestFunctionID> = []
}
