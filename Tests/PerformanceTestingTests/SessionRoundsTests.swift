import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRegression
import PerformanceTesting
import Testing

@Suite("Rounds of sessions")
struct SessionRoundsTests {
  private let dependencies = FabricatedDependencies()

  @Test("take one session of each function when the first is near the baseline")
  func near() throws {
    var rounds = dependencies.rounds(["a", "b", "c"])
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b", "1c"])
    #expect(dependencies.pauses.isEmpty)
    #expect(dependencies.record.verdicts.count == 6)
    #expect(dependencies.record.headSessions.values.allSatisfy { $0.count == 1 })
    #expect(rounds.result.functions == Set(["a", "b", "c"].map(FabricatedDependencies.function)))
  }

  @Test("take further sessions only of undecided functions, round by round")
  func candidates() throws {
    dependencies.wanted = ["b": 3, "d": 2]
    var rounds = dependencies.rounds(["a", "b", "c", "d"])
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b", "1c", "1d", "2b", "2d", "3b"])
    #expect(dependencies.attempts.map(\.position) == [1, 2, 3, 4, 1, 2, 1])
    #expect(dependencies.attempts.map(\.count) == [4, 4, 4, 4, 2, 2, 1])
    #expect(dependencies.record.verdicts.filter { $0.function.test == "b" }.map(\.sessions) == [3, 3])
  }

  @Test("take further sessions until it is known how costs grow, and long ones read the times for it")
  func growth() throws {
    dependencies.growth = ["b": 3]
    dependencies.costs = ["b": 2]
    var rounds = dependencies.rounds(["a", "b"])
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b", "2b", "3b"])
    #expect(dependencies.attempts.map(\.metrics) == [nil, nil, ["wallClock"], ["wallClock"]])
    let verdicts = dependencies.record.verdicts.filter { $0.function.test == "b" }
    #expect(verdicts.map(\.reason.name) == ["withinTolerance", "withinTolerance", "growthWithin"])
  }

  @Test("pause before a fresh session, longer each time up to a limit")
  func pauses() throws {
    dependencies.wanted = ["a": 12]
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.attempts.count == 12)
    let expected = [0.1, 0.2, 0.4, 0.8, 1.6, 3, 3, 3, 3, 3]
    #expect(dependencies.pauses.count == expected.count)
    #expect(zip(dependencies.pauses, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(dependencies.pauses)")
  }

  @Test("take the sessions of unchanged code without a pause", arguments: [1, 2])
  func noPause(sessions: Int) throws {
    dependencies.wanted = ["a": sessions, "b": sessions]
    var rounds = dependencies.rounds(["a", "b"])
    try rounds.run()
    #expect(dependencies.attempts.count == 2 * sessions && dependencies.pauses.isEmpty)
  }

  @Test("do not pause while sessions of other functions fill the time")
  func othersFillTime() throws {
    dependencies.wanted = ["a": 9, "b": 9]
    dependencies.cost = 3.5
    var rounds = dependencies.rounds(["a", "b"])
    try rounds.run()
    #expect(dependencies.attempts.count == 18)
    #expect(dependencies.pauses.isEmpty)
  }

  @Test("pause only for the time that sessions of other functions leave")
  func othersFillSomeTime() throws {
    dependencies.wanted = ["a": 9, "b": 9]
    dependencies.cost = 0.5
    var rounds = dependencies.rounds(["a", "b"])
    try rounds.run()
    // Each waits for the other, which takes half a second, and then some more.
    #expect(
      dependencies.pauses.allSatisfy { $0 <= 2.5 + 1e-9 } && dependencies.pauses.contains { $0 > 2 },
      "\(dependencies.pauses)")
  }

  @Test("end at the time limit with the available sessions, and report the limit")
  func timeLimit() throws {
    dependencies.wanted = ["a": 100, "b": 2]
    dependencies.cost = 12
    var rounds = dependencies.rounds(["a", "b"], timeLimit: 60)
    try rounds.run()
    // The sessions of the first round are taken in any case, and none is begun that would not end in time.
    #expect(dependencies.order == ["1a", "1b", "2a", "2b", "3a", "4a"])
    #expect(dependencies.lastReasons == Array(repeating: .none(because: .timeLimitReached), count: 2))
    let undecided = dependencies.record.verdicts.filter { $0.outcome == .ambiguous }
    #expect(undecided.map(\.function.test) == ["a"])
    #expect(undecided.allSatisfy { $0.timeLimit == 60 && $0.sessions == 4 && $0.reason == .timeLimitReached })
    #expect(dependencies.record.verdicts.filter { $0.function.test == "b" }.allSatisfy { $0.timeLimit == nil })
  }

  @Test("that reach the time limit in the middle keep earlier decisions, and name all undecided metrics")
  func timeLimitInTheMiddle() throws {
    dependencies.wanted = ["a": 3, "b": 100, "c": 100]
    dependencies.cost = 10
    var rounds = dependencies.rounds(["a", "b", "c"], timeLimit: 45)
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b", "1c", "2a", "2b", "2c", "3a"])
    let outcomes = dependencies.record.verdicts.filter { $0.subject.label == nil }
    #expect(outcomes.map(\.function.test) == ["a", "b", "c"])
    #expect(outcomes.map(\.outcome) == [.same, .ambiguous, .ambiguous])
    #expect(outcomes.map(\.sessions) == [3, 2, 2])
  }

  @Test("continue with a short function when a session of a long one would not end in time")
  func shortBesideLong() throws {
    dependencies.wanted = ["a": 100, "b": 8]
    dependencies.costs = ["a": 50, "b": 1]
    var rounds = dependencies.rounds(["a", "b"], timeLimit: 70)
    try rounds.run()
    #expect(dependencies.order.filter { $0.hasSuffix("a") } == ["1a", "2a"])
    #expect(dependencies.order.filter { $0.hasSuffix("b") }.count == 8)
  }

  @Test("take one session of each function where the time limit is shorter than that")
  func limitBelowASession() throws {
    dependencies.wanted = ["a": 2]
    dependencies.cost = 60
    var rounds = dependencies.rounds(["a", "b"], timeLimit: 1)
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b"])
    #expect(dependencies.record.verdicts.contains { $0.outcome == .ambiguous && $0.timeLimit == 1 })
  }

  @Test(
    "give a function as many sessions as a judge requests, however long, where no limit is set",
    arguments: [0.5, 8, 18, 180])
  func longSessions(cost: Double) throws {
    dependencies.wanted = ["a": 15]
    dependencies.cost = cost
    var rounds = dependencies.rounds(["a", "b"])
    try rounds.run()
    #expect(dependencies.attempts.count == 16)
    #expect(dependencies.lastReasons.isEmpty)
  }

  @Test("end without a limit as well where no number of sessions decides")
  func withoutDecision() throws {
    dependencies.wanted = ["a": .max]
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.elapsed < 121)
    #expect(dependencies.record.verdicts.compactMap(\.timeLimit) == [120])
    #expect(dependencies.attempts.count > 30)
  }

  @Test("read only undecided metrics in further sessions of a long body", arguments: [(0.5, nil), (18, ["wallClock"])])
  func undecidedMetrics(cost: Double, metrics: [String]?) throws {
    dependencies.wanted = ["a": 4]
    dependencies.cost = cost
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.attempts.map(\.metrics) == [nil, metrics, metrics, metrics])
  }

  @Test("stop reading wall-clock time of a long body once it is decided and another metric is not")
  func decidedWallClock() throws {
    dependencies.processorTime = ["a": 3]
    dependencies.cost = 18
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.attempts.map(\.metrics) == [nil, ["cpuTime"], ["cpuTime"]])
  }

  @Test("end with a failure where a later process of a function reaches no 'measure' call")
  func notReachedLater() throws {
    dependencies.wanted = ["a": 3, "b": 3]
    dependencies.unreachedFrom = ["a": 2, "c": 1]
    var rounds = dependencies.rounds(["a", "b", "c"])
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b", "1c", "2a", "2b", "3b"])
    let failures = dependencies.record.verdicts.filter { $0.outcome == .failed }
    #expect(failures.map(\.function.test) == ["a"] && failures.map(\.reason) == [.noResult])
    #expect(rounds.result.unmeasured == [FabricatedDependencies.function("c"): .notReached])
  }

  @Test("read all metrics in further sessions where a GPU is read")
  func undecidedWithGPU() throws {
    dependencies.wanted = ["a": 4]
    dependencies.cost = 18
    dependencies.gpu = GPUConditions(
      environment: GPUEnvironment(name: "G", uuid: "GPU-1", architecture: "A", driver: "1"), caveats: [])
    var rounds = dependencies.rounds(["a"])
    try rounds.run()
    #expect(dependencies.attempts.allSatisfy { $0.metrics == nil })
  }

  @Test("give each of several long functions its share of the time")
  func sharedTime() throws {
    dependencies.wanted = ["a": 15, "b": 15, "c": 15]
    dependencies.cost = 20
    var rounds = dependencies.rounds(["a", "b", "c"])
    try rounds.run()
    #expect(dependencies.attempts.count == 45)
    #expect(dependencies.lastReasons.isEmpty)
  }

  @Test("never measure failed and disabled functions again")
  func failedAndDisabled() throws {
    dependencies.wanted = ["a": 3, "b": 3, "c": 3]
    dependencies.failed = ["b"]
    dependencies.disabled = ["c"]
    var rounds = dependencies.rounds(["a", "b", "c"])
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b", "1c", "2a", "3a"])
    #expect(rounds.result.disabled == [FabricatedDependencies.function("c")])
    let failures = dependencies.record.verdicts.filter { $0.outcome == .failed }
    #expect(failures.map(\.function.test) == ["b"])
    #expect(
      failures.first?.reason == .crashed
        && failures.first?.detail == .failure(Failure(.crashed(signal: 11, output: ""))))
    #expect(!dependencies.record.verdicts.contains { $0.function.test == "c" })
  }

  @Test("take a fixed number of sessions for a recording and judge nothing")
  func fixed() throws {
    dependencies.failed = ["b"]
    dependencies.cost = 60
    var rounds = dependencies.rounds(["a", "b", "c"], policy: .recording(RecordingRounds(usual: 3, most: 3)))
    try rounds.run()
    #expect(dependencies.order == ["1a", "1b", "1c", "2a", "2c", "3a", "3c"])
    #expect(dependencies.pauses.isEmpty)
    #expect(dependencies.lastReasons.isEmpty)
    #expect(dependencies.record.verdicts.map(\.outcome) == [.failed])
    #expect(dependencies.record.headSessions.values.allSatisfy { $0.count == 3 })
  }

  @Test("stop at once when the run is cancelled")
  func cancelled() {
    dependencies.abandonedAt = 2
    var rounds = dependencies.rounds(["a", "b", "c"])
    #expect(throws: SessionRounds.Abandoned.self) { try rounds.run() }
    #expect(dependencies.order == ["1a", "1b"])
  }

  @Test("are empty without functions")
  func empty() throws {
    var rounds = dependencies.rounds([])
    try rounds.run()
    #expect(dependencies.attempts.isEmpty && dependencies.reported.isEmpty)
  }

  @Test("report each attempt before its sessions, and verdicts last")
  func events() throws {
    dependencies.failed = ["b"]
    var rounds = dependencies.rounds(["a", "b"])
    try rounds.run()
    let kinds = dependencies.reported.map { event in
      switch event {
      case .attempt(let attempt): "attempt \(attempt.function.test)"
      case .session(let taken): "session \(taken.round) \(taken.session.id.test)"
      case .verdict(let verdict): "verdict \(verdict.function.test) \(verdict.outcome)"
      default: "other"
      }
    }
    #expect(
      kinds == [
        "attempt a", "session 1 a", "session 1 a", "verdict a same", "verdict a same", "attempt b", "verdict b failed",
      ])
  }

  @Test("add numbers of the test's own to the last session of their benchmark")
  func customReadings() {
    let reading = CustomMetric("hits", value: 3, unit: .count).reading
    let later = CustomMetric("hits", value: 4, unit: .count).reading
    let (a, b) = (FabricatedDependencies.session("a"), FabricatedDependencies.session("b"))
    let sessions = ChildMessage.sessions(in: [
      .custom(a.id, reading),  // nothing was measured yet
      .entered, .session(a), .session(b), .custom(a.id, reading), .session(a), .custom(a.id, later),
      .custom(BenchmarkID(module: "M", suite: [], test: "unknown"), reading), .threw("x", iterations: nil),
    ])
    #expect(sessions.map(\.id.test) == ["a", "b", "a"])
    #expect(sessions.map { $0.reading("hits")?.values } == [[3], nil, [4]])
    #expect(ChildMessage.sessions(in: []).isEmpty)
  }
}
