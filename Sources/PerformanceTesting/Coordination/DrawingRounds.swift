import PerformanceMeasurement
import PerformanceProcesses
import PerformanceRecords
import PerformanceRegression

/// The order in which sessions are drawn: rounds over the suite, and when a function has had enough.
///
/// It draws, pauses, judges and reads the clock through closures, so that the order is tested without measuring.
package struct DrawingRounds {
  /// How many sessions a function gets.
  package enum Policy: Hashable, Sendable {
    /// As many as the judge wants.
    case untilJudged
    /// So many, whatever they give.
    case fixed(Int)
  }

  /// What the rounds need of the world.
  package struct World {
    /// Draws a session of a function.
    package var draw: (Drawing) throws -> TestBundle.Outcome
    /// Judges a benchmark's sessions; the reason tells that there will be no more.
    package var judge: ([BenchmarkSession], Verdict.Reason?) -> BenchmarkJudge.Judgement
    /// Tells what happened.
    package var tell: (RunEvent.Body) throws -> Void
    /// Seconds of a clock.
    package var now: () -> Double
    /// Sleeps for seconds.
    package var pause: (Double) -> Void
    /// The build that is measured in turn with this one, if any.
    package var other: OtherBuild?

    /// A world from its parts.
    package init(
      draw: @escaping (Drawing) throws -> TestBundle.Outcome,
      judge: @escaping ([BenchmarkSession], Verdict.Reason?) -> BenchmarkJudge.Judgement,
      tell: @escaping (RunEvent.Body) throws -> Void, now: @escaping () -> Double, pause: @escaping (Double) -> Void,
      other: OtherBuild? = nil
    ) {
      self.draw = draw
      self.judge = judge
      self.tell = tell
      self.now = now
      self.pause = pause
      self.other = other
    }
  }

  /// Nobody wants the run any more.
  package struct Abandoned: Error {}

  /// How long a suspect is drawn before it must do with the sessions it has.
  private struct Patience {
    /// Seconds for each undecided benchmark of a function.
    var seconds: Double
    /// The fewest sessions, whatever they take.
    var rounds: Int

    /// As many rounds as convict a body that takes many times as long, in a suite of a thousand benchmarks.
    static let usual = Patience(seconds: 30, rounds: 5)
    /// A session with a window of the GPU takes seven seconds and more however short its body is: time for fifteen, and
    /// as many as convict in a hurry. With the usual patience a third more energy was never red.
    static let withGPU = Patience(seconds: 120, rounds: 7)
  }

  /// The longest pause before a fresh session, in seconds. Disturbances last longer than a session; a witness a moment
  /// later sees another machine.
  private static let longestPause = 0.4

  private struct Progress {
    var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
    var other = OtherBuild.Drawn()
    var rounds = 0
    var seconds = 0.0
    var lastEnd = -Double.infinity
    var isDone = false

    var readsGPU: Bool { sessions.values.contains { $0.contains { $0.gpu != nil } } }
  }

  private let policy: Policy
  private let world: World
  private let functions: [TestFunctionID]
  private var progress: [TestFunctionID: Progress] = [:]
  package private(set) var result = DrawnRun()

  package init(_ functions: [TestFunctionID], policy: Policy, world: World) {
    self.functions = functions
    self.policy = policy
    self.world = world
    result.functions = Set(functions)
  }

  /// Draws until every function has had enough.
  /// - Throws: ``Abandoned``, or what the world throws.
  package mutating func run() throws {
    var round = 1
    var pending = functions
    while !pending.isEmpty {
      for (index, function) in pending.enumerated() {
        pauseBefore(function, round: round)
        try draw(Drawing(function: function, round: round, position: index + 1, count: pending.count))
      }
      pending = pending.filter { progress[$0]?.isDone == false }
      round += 1
    }
  }

  /// Suspects wait for each other; only when they are few is there a pause besides, which grows.
  private func pauseBefore(_ function: TestFunctionID, round: Int) {
    guard policy == .untilJudged, round > 2, let lastEnd = progress[function]?.lastEnd else { return }
    let wanted = min(0.025 * Double(1 << min(round - 2, 8)), Self.longestPause)
    let elapsed = world.now() - lastEnd
    if elapsed < wanted { world.pause(wanted - elapsed) }
  }

  private mutating func draw(_ drawing: Drawing) throws {
    try world.tell(.drawing(drawing))
    let begin = world.now()
    var state = progress[drawing.function] ?? Progress()
    let otherIsFirst = OtherBuild.isFirst(inRound: drawing.round)
    if otherIsFirst { try drawOther(drawing, &state.other) }
    let outcome = try world.draw(drawing)
    if !otherIsFirst { try drawOther(drawing, &state.other) }
    let end = world.now()
    state.rounds += 1
    state.seconds += end - begin
    state.lastEnd = end
    switch outcome {
    case .abandoned:
      throw Abandoned()
    case .disabled:
      state.isDone = true
      if state.sessions.isEmpty {
        result.disabled.insert(drawing.function)
      } else {
        let detail = "it was measured in an earlier process and is disabled in this one"
        try conclude(failure(of: drawing.function, .noResult, detail, sessions: state.rounds))
      }
    case .failed(let reason, let detail):
      state.isDone = true
      try conclude(failure(of: drawing.function, reason, detail, sessions: state.rounds))
    case .answered(let answers):
      try add(answers, round: drawing.round, to: &state)
      if state.sessions.isEmpty, let cause = ChildReport(answers).emptiness {
        state.isDone = true
        result.unmeasured[drawing.function] = cause
      }
    }
    progress[drawing.function] = state
  }

  private func drawOther(_ drawing: Drawing, _ drawn: inout OtherBuild.Drawn) throws {
    guard let other = world.other, other.functions.contains(drawing.function), drawn.failure == nil else { return }
    switch try other.draw(drawing) {
    case .abandoned: throw Abandoned()
    case .disabled: break
    case .failed(_, let detail): drawn.failure = detail
    case .answered(let answers):
      for session in ChildAnswer.sessions(in: answers) {
        drawn.sessions[session.id, default: []].append(session)
        try world.tell(.baseSession(DrawnSession(round: drawing.round, session: session)))
      }
    }
  }

  private mutating func add(_ answers: [ChildAnswer], round: Int, to state: inout Progress) throws {
    let sessions = ChildAnswer.sessions(in: answers)
    for session in sessions {
      state.sessions[session.id, default: []].append(session)
      result.sessions[session.id, default: []].append(session)
      try world.tell(.session(DrawnSession(round: round, session: session)))
    }
    switch policy {
    case .fixed(let rounds): state.isDone = state.rounds >= rounds
    case .untilJudged: try judge(&state)
    }
  }

  private mutating func judge(_ state: inout Progress) throws {
    if let failure = state.other.failure {
      state.isDone = true
      for verdict in OtherBuild.unusable(state.sessions.keys.sorted(), because: failure) { try conclude(verdict) }
      return
    }
    var judgements = judgements(state, isLast: nil)
    let undecided = judgements.count { $0.wantsMore }
    if undecided > 0 {
      let patience: Patience = state.readsGPU ? .withGPU : .usual
      guard state.seconds > patience.seconds * Double(undecided), state.rounds >= patience.rounds else { return }
      judgements = self.judgements(state, isLast: .drawingTimeUsedUp)
    }
    state.isDone = true
    for verdict in judgements.flatMap(\.verdicts) { try conclude(verdict) }
  }

  /// What is to be said of each benchmark, in order of their ids.
  private func judgements(_ state: Progress, isLast: Verdict.Reason?) -> [BenchmarkJudge.Judgement] {
    let ids = Set(state.sessions.keys).union(state.other.sessions.keys).sorted()
    return ids.map { id in
      let sessions = state.sessions[id] ?? []
      return world.other?.judge(state.other.sessions[id] ?? [], sessions, isLast) ?? world.judge(sessions, isLast)
    }
  }

  private mutating func conclude(_ verdict: Verdict) throws {
    result.verdicts.append(verdict)
    try world.tell(.verdict(verdict))
  }

  private func failure(
    of function: TestFunctionID, _ reason: Verdict.Reason, _ detail: String, sessions: Int
  ) -> Verdict {
    Verdict(
      benchmark: BenchmarkID(function), outcome: .failed, reason: reason, sessions: sessions,
      detail: detail)
  }
}

/// What a run has drawn and concluded.
package struct DrawnRun: Sendable {
  /// Every function that was to be measured.
  package var functions: Set<TestFunctionID> = []
  /// Those whose test is disabled.
  package var disabled: Set<TestFunctionID> = []
  /// Those that ran and gave no number, and why.
  package var unmeasured: [TestFunctionID: UnmeasuredFunction.Cause] = [:]
  /// The sessions of each benchmark in the order drawn.
  package var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// The verdicts in the order reached.
  package var verdicts: [Verdict] = []

  /// The run with what was counted in it.
  package func merged(_ counted: CountedRun) -> DrawnRun {
    var merged = self
    merged.sessions.merge(counted.sessions) { $0 + $1 }
    merged.verdicts += counted.verdicts
    merged.disabled.formUnion(counted.disabled)
    return merged
  }
}
