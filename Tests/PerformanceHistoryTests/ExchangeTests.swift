import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Exchanged runs")
struct ExchangeTests {
  /// A run of a scripted log, as if it came from elsewhere.
  private static func contents() throws -> RunContents {
    let record = RunRecord(ScriptedHistory.events(run: 7, benchmarks: 3))
    return try #require(RunContents(record))
  }

  private static func line(_ detail: ExchangedRun.Detail = .samples) throws -> Data {
    try ExchangedRun(contents(), detail: detail).line()
  }

  @Test("A run is the same after an exchange, and equal runs are equal bytes")
  func roundTrip() throws {
    let contents = try Self.contents()
    let line = try Self.line()
    #expect(try ExchangedRun(line: line).contents == contents)
    #expect(try ExchangedRun(ExchangedRun(line: line).contents, detail: .samples).line() == line)
    #expect(!line.contains(UInt8(ascii: "\n")))
    var without = contents
    for index in without.rows.indices { (without.rows[index].summaries, without.rows[index].samples) = ([], []) }
    #expect(try ExchangedRun(line: Self.line(.numbers)).contents == without)
    #expect(try Self.line(.numbers).count < line.count)
  }

  @Test("The span of a tracer is part of the start alone, so that a run of the index equals that of its log")
  func traceParent() throws {
    var provenance = RunProvenance()
    (provenance.branch, provenance.traceParent) = ("main", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    let contents = try #require(RunContents(RunRecord([RunEvent(time: 1, run: "r", .runStarted(start))])))
    #expect(contents.run.provenance.traceParent == nil && contents.run.provenance.branch == "main")
    #expect(contents.start?.provenance == provenance)
    #expect(try ExchangedRun(line: ExchangedRun(contents, detail: .numbers).line()).contents == contents)
  }

  @Test("Statistics are exact, whatever the numbers are")
  func statistics() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let scale = pow(10, random.number(in: -12...12))
      let samples = (0..<Int(random.number(in: 1...9))).map { _ in (random.unit() - 0.3) * scale }
      var contents = try Self.contents()
      let value = samples[0]
      contents.rows[0].point = HistoryPoint(
        value: value, sessions: 1, samples: samples.count,
        statistics: PointStatistics(samples: samples, around: value), baseline: samples.last)
      #expect(try ExchangedRun(line: ExchangedRun(contents, detail: .samples).line()).contents == contents)
    }
  }

  @Test("A run without a beginning, without results and with every kind of verdict")
  func unusual() throws {
    let id = ScriptedHistory.benchmark(1)
    let verdicts = [
      HistoryVerdict(subject: .function(id.function), outcome: .failed, reason: .crashed),
      HistoryVerdict(
        subject: .benchmark(id), metric: "wallClock", budget: .p95, outcome: .overBudget, reason: .budgetExceeded,
        baseline: 1, now: 2.5),
      HistoryVerdict(
        subject: .benchmark(id), outcome: Verdict.Outcome(name: "later"), reason: Verdict.Reason(name: "later")),
    ]
    let contents = RunContents(run: HistoryRun(name: "a/b c", time: 0, isFinished: false), verdicts: verdicts)
    #expect(try ExchangedRun(line: ExchangedRun(contents, detail: .numbers).line()).contents == contents)
  }

  @Test("The documentation's example is a run as this build writes it")
  func example() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(
        "Sources/PerformanceTesting/PerformanceTesting.docc/FileFormats.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix(#"{"benchmarks":"#) })
    let contents = try ExchangedRun(line: Data(line.utf8)).contents
    #expect(try String(decoding: ExchangedRun(contents, detail: .samples).line(), as: UTF8.self) == line)
    let sessions = try #require(contents.rows.compactMap { SeriesSessions($0) }.first { !$0.summaries.isEmpty })
    #expect(sessions.summaries.map(\.iterations) == [14])
  }

  // MARK: - Nonsense

  /// A line in which a value was replaced.
  private static func edited(_ edit: (inout [String: Any]) -> Void) throws -> Data {
    let object = try JSONSerialization.jsonObject(with: line()) as? [String: Any]
    var document = try #require(object)
    edit(&document)
    return try JSONSerialization.data(withJSONObject: document)
  }

  private static func point(_ index: Int, _ position: Int, _ value: Any) throws -> Data {
    try edited { document in
      guard var points = document["points"] as? [[Any]] else { return }
      points[index][position] = value
      document["points"] = points
    }
  }

  private static func run(_ key: String, _ value: Any) throws -> Data {
    try edited { document in
      guard var run = document["run"] as? [String: Any] else { return }
      run[key] = value
      document["run"] = run
    }
  }

  private static func expect(_ problem: ExchangeProblem, _ line: Data) {
    #expect(throws: problem) { _ = try ExchangedRun(line: line) }
  }

  @Test("Every impossible value is refused with its key")
  func impossible() throws {
    Self.expect(.otherFormat, Data("{}".utf8))
    Self.expect(.otherVersion(2), try Self.edited { $0["version"] = 2 })
    Self.expect(.unusable(key: "run.name"), try Self.run("name", ""))
    Self.expect(.unusable(key: "run.time"), try Self.run("time", -1))
    Self.expect(.unusable(key: "run.time"), try Self.run("time", 1e12))
    Self.expect(.unknownPart(index: 2), try Self.point(2, 0, 99))
    Self.expect(.unknownPart(index: 2), try Self.point(2, 1, -1))
    Self.expect(.unknownPart(index: 0), try Self.edited { $0["environments"] = [String]() })
    Self.expect(.unusable(key: "points[1]"), try Self.point(1, 4, -1))
    Self.expect(.unusable(key: "points[1]"), try Self.point(1, 6, [1, 2]))
    Self.expect(.damagedSessions(index: 1), try Self.point(1, 10, Data([7, 7]).base64EncodedString()))
    Self.expect(.damagedSessions(index: 1), try Self.point(1, 11, Data([1, 0]).base64EncodedString()))
    Self.expect(
      .sameSeries(index: 6),
      try Self.edited { document in
        guard let points = document["points"] as? [[Any]] else { return }
        document["points"] = points + [points[3]]
      })
  }

  @Test("A missing key, another type and broken JSON are refused with what is known of them")
  func undecodable() throws {
    let cases: [(line: Data, key: String?)] = [
      (try Self.edited { $0["points"] = nil }, "points"), (try Self.run("seconds", "long"), "run.seconds"),
      (try Self.point(4, 3, "fast"), "points[4][3]"), (try Self.line().dropLast(9), nil), (Data([0xff, 0]), nil),
    ]
    for (line, key) in cases {
      do {
        _ = try ExchangedRun(line: line)
        Issue.record("\(key ?? "none")")
      } catch ExchangeProblem.undecodable(let found, _) {
        #expect(found == key)
      }
    }
  }

  @Test("A line that is cut or has any byte changed never crashes")
  func damaged() throws {
    let line = [UInt8](try Self.line())
    var random = SplitMix64(seed: 11)
    for _ in 0..<400 {
      var bytes = line
      bytes[Int(random.unit() * Double(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      _ = try? ExchangedRun(line: Data(bytes))
    }
  }

  @Test("What a later version adds is ignored")
  func additions() throws {
    let line = try Self.edited { document in
      document["later"] = ["a": 1]
      guard let points = document["points"] as? [[Any]] else { return }
      document["points"] = points.map { $0.count == 12 ? $0 + ["later"] : $0 }
    }
    #expect(try ExchangedRun(line: line).contents == Self.contents())
  }

  // MARK: - The index

  @Test(
    "A run of a log replaces the same run from elsewhere, and is never replaced by it",
    .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
  func precedence() throws {
    let scripted = try ScriptedHistory()
    let history = scripted.open()
    var elsewhere = try Self.contents()
    elsewhere.rows.removeLast()
    #expect(history.add([elsewhere, elsewhere]) == [.added, .alreadyIn])
    #expect(try history.everything() == [elsewhere])
    #expect(history.add([try Self.contents()]) == [.alreadyIn])
    try scripted.write(runs: 7..<8)
    history.update()
    let own = try scripted.withoutLibrary().everything()
    #expect(try history.everything() == own)
    #expect(history.add([elsewhere]) == [.alreadyIn])
    #expect(try history.everything() == own)
    #expect(try history.check() == [])
  }

  @Test("Without SQLite runs from elsewhere cannot be kept")
  func withoutLibrary() throws {
    #expect(try ScriptedHistory().withoutLibrary().add([Self.contents()]) == nil)
  }

  // MARK: - Logs

  @Test("A log from elsewhere is copied under the id of its run, and grows there")
  func logs() throws {
    let (source, target) = (try ScriptedHistory(), try ScriptedHistory())
    try source.write(runs: 0..<1)
    let name = ScriptedHistory.name(0)
    let file = source.folder.file("renamed")
    try FileManager.default.copyItem(at: source.state.eventLog(run: name), to: file)
    #expect(try ImportedLog(file).copy(into: target.state) == .copied)
    #expect(try ImportedLog(file).copy(into: target.state) == .alreadyHere)
    try source.append([RunEvent(run: name, .runFinished(RunEnd(seconds: 1)))], to: name)
    #expect(try ImportedLog(source.state.eventLog(run: name)).copy(into: target.state) == .copied)
    #expect(try ImportedLog(file).copy(into: target.state) == .alreadyHere)
    #expect(
      try Data(contentsOf: target.state.eventLog(run: name)) == Data(contentsOf: source.state.eventLog(run: name)))
    #expect(target.state.eventLogs.count == 1)
  }

  @Test("A log of the same run with other events, of two runs, of none or with an impossible id is refused")
  func refusedLogs() throws {
    let scripted = try ScriptedHistory()
    func log(_ events: [RunEvent]) throws -> URL {
      let text = try events.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }.joined()
      return try scripted.folder.write(text, to: "log")
    }
    let finished = RunEvent.Body.runFinished(RunEnd(seconds: 1))
    try scripted.write(runs: 0..<1)
    let present = scripted.state.eventLog(run: ScriptedHistory.name(0))
    let different = try ImportedLog(log([RunEvent(run: ScriptedHistory.name(0), finished)]))
    #expect(throws: ImportedLog.Problem.different(present)) { _ = try different.copy(into: scripted.state) }
    let several = try log([RunEvent(run: "a", finished), RunEvent(run: "b", finished)])
    #expect(throws: ImportedLog.Problem.severalRuns("a", "b")) { _ = try ImportedLog(several) }
    let none = try log([])
    #expect(throws: ImportedLog.Problem.noEvents) { _ = try ImportedLog(none) }
    let outside = try log([RunEvent(run: "../../x", finished)])
    #expect(throws: ImportedLog.Problem.unusableName("../../x")) { _ = try ImportedLog(outside) }
  }
}
