import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("The record of a run")
struct RunRecordTests {
  private static let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)

  private func session(
    _ test: String, _ readings: [MetricReading], warnings: [BenchmarkWarning] = []
  ) -> BenchmarkSession {
    BenchmarkSession(
      id: Example.id(test), location: Example.location(), iterations: 1, readings: readings, warnings: warnings)
  }

  private func events(_ bodies: [RunEvent.Body]) -> [RunEvent] {
    bodies.enumerated().map { RunEvent(sequence: $0 + 1, time: Double($0), run: "r", $1) }
  }

  @Test("keeps the sessions of passes and builds apart")
  func sessions() {
    let timed = [100.0, 101].map { session("a()", [MetricReading(Example.wallClock, values: [$0])]) }
    let counted = session("a()", [MetricReading(Self.instructions, values: [5_000])])
    let record = RunRecord(
      events([
        .session(SessionEvent(pass: .counting, round: 1, session: counted)),
        .session(SessionEvent(round: 1, side: .base, session: timed[0])),
        .session(SessionEvent(round: 1, session: timed[1])),
      ]))
    let id = Example.id("a()")
    #expect(record.sessions(of: id).count == 2)
    #expect(record.sessions(of: id, pass: .timing) == [timed[1]])
    #expect(record.sessions(of: id, side: .base) == [timed[0]])
    #expect(record.headEvents[id]?.count(of: "wallClock") == 1)
    #expect(record.headEvents[id]?.count(of: "instructions") == 1)
    #expect(record.headSessions.keys.map(\.test) == ["a()"] && record.benchmarks == [id])
  }

  @Test("has the time of each session: from the start of its process, else from the event before it")
  func sessionTimes() {
    let id = Example.id("a()")
    let measured = session("a()", [])
    let attempt = SessionAttempt(function: id.function, round: 1, position: 1, count: 1)
    let record = RunRecord(
      events([
        .session(SessionEvent(round: 1, session: measured)), .bodyRun(BodyRun(function: id.function, state: .began)),
        .session(SessionEvent(pass: .counting, round: 1, session: measured)), .attempt(attempt),
        .bodyRun(BodyRun(function: id.function, state: .began)),
        .session(SessionEvent(round: 2, side: .base, session: measured)),
        .session(SessionEvent(round: 2, session: measured)),
        .session(SessionEvent(pass: .counting, round: 1, session: measured)), .runFinished(RunEnd(seconds: 1)),
      ]))
    let times = record.sessionTimes.map { [$0.begin, $0.end] }
    #expect(times == [[0, 0], [1, 2], [3, 5], [3, 6], [6, 7]])
    #expect(record.end == 8 && RunRecord().end == nil)
    // A clock may be set back.
    let back = RunRecord([
      RunEvent(time: 5, .attempt(attempt)), RunEvent(time: 3, .session(SessionEvent(round: 1, session: measured))),
    ])
    #expect(back.sessionTimes == [SessionTime(begin: 3, end: 3)])
  }

  @Test("has for each benchmark its sessions of all passes, and its own verdicts")
  func benchmark() {
    let id = Example.id("a()")
    let record = RunRecord(
      events([
        .session(
          SessionEvent(
            pass: .counting, round: 1, session: session("a()", [MetricReading(Self.instructions, values: [5_000])]))),
        .session(
          SessionEvent(round: 1, session: session("a()", [MetricReading(Example.wallClock, values: [120, 110, 130])]))),
        .verdict(Example.slower(id)), .verdict(Example.missing(Example.id("b()"))), .verdict(Example.grew(id)),
      ]))
    let benchmark = record.benchmark(id)
    #expect(benchmark.sessions.map(\.pass) == [.counting, .timing])
    #expect(benchmark.verdicts.map(\.metric?.name) == ["wallClock", "allocations"])
    #expect(record.benchmark(Example.id("b()")).sessions.isEmpty)
    #expect(record.verdicts(on: Example.id("b()")).map(\.outcome) == [.missing])
  }

  @Test("replaces a verdict that awaited a pair of builds by the pair's verdict")
  func settled() {
    var awaiting = Example.slower(Example.id("a()"))
    awaiting.confirmation = Verdict.Confirmation(state: .awaited)
    var refuted = awaiting
    refuted.confirmation = Verdict.Confirmation(state: .refuted, commit: "0123")
    let record = RunRecord(events([.verdict(awaiting), .verdict(Example.same(Example.id("b()"))), .verdict(refuted)]))
    #expect(record.verdicts.map(\.outcome) == [.same, .same])
    #expect(record.verdicts[0].confirmation?.commit == "0123" && record.verdicts[0].reason == .refutedByPair)
  }

  @Test("keeps how a function failed in the old build of a pair, and leaves the verdict that awaits it open")
  func failureInOldBuild() {
    let id = Example.id("a()")
    var awaiting = Example.slower(id)
    awaiting.confirmation = Verdict.Confirmation(state: .awaited)
    let absence = PairAbsence.notMeasured(commit: "3f2c91d", failure: Failure(.noCall))
    var failed = Verdict(
      benchmark: id, outcome: .incomparable, reason: .baseUnusable, detail: .base(.fails(Failure(.noCall))))
    failed.confirmation = Verdict.Confirmation(state: .awaited, absence: absence)
    let record = RunRecord(events([.verdict(awaiting), .verdict(failed)]))
    #expect(record.verdicts == [awaiting])
    #expect(record.failuresToConfirm == [id.function: absence])
  }

  @Test("is finished when each of its parts is")
  func finished() {
    let start = RunEvent.Body.runStarted(RunStart(mode: "gate", environment: Example.environment))
    let end = RunEvent.Body.runFinished(RunEnd(seconds: 2))
    #expect(!RunRecord().isFinished && !RunRecord(events([start])).isFinished)
    #expect(RunRecord(events([start, end])).isFinished)
    #expect(!RunRecord(events([start, end, start])).isFinished)
    let whole = RunRecord(events([start, end, start, end]))
    #expect(whole.isFinished && whole.seconds == 4 && whole.finishedParts == 2 && whole.id == "r")
  }

  @Test("has a warning once for each benchmark, with the numbers of its first session")
  func warnings() {
    let short = [1.0, 2].map { BenchmarkWarning.tooShort(nanoseconds: $0, overhead: 1) }
    let record = RunRecord(
      events([
        .session(SessionEvent(round: 1, session: session("b()", [], warnings: [short[1]]))),
        .session(SessionEvent(round: 1, session: session("a()", [], warnings: [short[0], .knownIssue]))),
        .session(SessionEvent(round: 2, session: session("a()", [], warnings: [short[1]]))),
      ]))
    #expect(record.warnings.map(\.benchmark.test) == ["a()", "a()", "b()"])
    #expect(record.warnings.map(\.warning) == [short[0], .knownIssue, short[1]])
  }

  @Test("of a log whose last line is incomplete has the lines before it")
  func tornLine() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("r.jsonl")
    let writer = try EventLogWriter(file: file)
    try writer.append(.verdict(Example.same(Example.id("a()"))))
    try writer.append(.runFinished(RunEnd(seconds: 1)))
    let data = try Data(contentsOf: file)
    try data.dropLast(5).write(to: file)
    let record = try RunRecord(log: file)
    #expect(record.verdicts.count == 1 && !record.isFinished && record.id == "r")
  }
}
