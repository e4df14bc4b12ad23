import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Listing and showing the runs of the history", .inTurns)
struct HistoryCommandTests {
  private let package: HistoryPackage

  init() throws { package = try HistoryPackage() }

  private struct ListedRun: Decodable {
    var run: String
    var mode: String
    var seconds: Double
    var isFinished: Bool
    var machine: String
    var toolchain: String
    var provenance: RunProvenance
    var benchmarks: Int
    var outcomes: [String: Int]
  }

  private struct ShownRun: Decodable {
    struct Result: Decodable {
      var benchmark: BenchmarkID
      var metric: String
      var value: Double
      var baseline: Double
      var sessions: Int
      var outcome: String
      var environment: String
    }

    var run: ListedRun
    var results: [Result]
  }

  /// The words of a line.
  private static func words(_ line: Substring) -> [String] { line.split(separator: " ").map(String.init) }

  @Test("The list has one line for a run, the newest first, with its outcome in the words of verdicts")
  func list() async throws {
    try package.write(1)
    try package.write(
      2, [.init(test: "decode()", outcome: .regressed, reason: .everySessionWorse), .init(test: "encode()")],
      dirty: true)
    try package.write(3, [.init(test: "decode()", outcome: nil)], ending: .brokenOff)
    let outcome = await package.run("list")
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 4)
    #expect(Self.words(lines[0]).starts(with: ["run", "time", "(UTC)", "mode", "revision", "branch"]))
    #expect(lines[1].hasPrefix("20260131-000003  ") && lines[1].hasSuffix("broke off"))
    #expect(lines[2].contains("222222222222 dirty  main") && lines[2].hasSuffix("2  1 regressed, 1 same"))
    #expect(lines[3].contains("111111111111  ") && lines[3].hasSuffix("1  1 same"))
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test("A longer history shows the last twenty, or as many as asked for, and how many there are")
  func cut() async throws {
    for number in 1...22 { try package.write(number) }
    let twenty = await package.run("list")
    #expect(twenty.output.split(separator: "\n").count == 22 && twenty.lastLine == "shows the last 20 of 22")
    let two = await package.run("list", "--runs", "2")
    #expect(two.output.split(separator: "\n").count == 4 && two.lastLine == "shows the last 2 of 22")
    let all = await package.run("list", "--runs", "22")
    #expect(all.output.split(separator: "\n").count == 23)
  }

  @Test("The list as JSON has every field")
  func json() async throws {
    try package.write(1, dirty: true)
    let outcome = await package.run("list", "--json")
    let run = try #require(try JSONDecoder().decode([ListedRun].self, from: Data(outcome.output.utf8)).first)
    #expect(run.run == HistoryPackage.name(1) && run.mode == "gate" && run.provenance.dirty == true)
    #expect(run.benchmarks == 1 && run.outcomes == ["same": 1] && run.isFinished && run.seconds == 1)
    #expect(run.machine == Example.machine.folderName && run.toolchain == Example.toolchain.folderName)
  }

  @Test("A run is shown by name, by its beginning and as the latest, also without its log, the worst first")
  func show() async throws {
    try package.write(
      1,
      [
        .init(test: "aaa()"), .init(test: "bbb()", time: 1300, outcome: .regressed, reason: .everySessionWorse),
        .init(test: "ccc()", time: 2000, outcome: .regressed, reason: .everySessionWorse),
        .init(test: "ddd()", outcome: nil),
      ])
    try package.write(2)
    _ = await package.run("update")
    try FileManager.default.removeItem(at: package.log(1))
    for text in [HistoryPackage.name(1), "20260131-000001"] {
      let outcome = await package.run("show", text)
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
      let rows = outcome.output.split(separator: "\n").filter { $0.hasPrefix("JSONPerformance") }.map(Self.words)
      #expect(
        rows.map { $0[0] } == ["ccc()", "bbb()", "aaa()", "ddd()"].map { "JSONPerformance/" + $0 }, "\(outcome)")
      #expect(outcome.output.contains("1.00 µs  2.00 µs  +100 %"), "\(outcome)")
      #expect(outcome.output.contains("no fresh process came near the baseline"))
      #expect(outcome.output.hasPrefix("run \(HistoryPackage.name(1)) at "))
      #expect(outcome.lastLine == "4 benchmarks: 2 regressed, 1 same")
    }
    let latest = await package.run("show", "latest", "--json")
    let document = try JSONDecoder().decode(ShownRun.self, from: Data(latest.output.utf8))
    #expect(document.run.run == HistoryPackage.name(2))
    let result = try #require(document.results.first)
    #expect(result.benchmark == Example.id("decode()") && result.metric == "wallClock")
    #expect(result.value == 1000 && result.baseline == 1000 && result.sessions == 2)
    #expect(result.outcome == "same" && result.environment == Example.machine.folderName)
  }

  @Test("An ambiguous beginning names the runs, an unknown one the list, and an empty history the gate")
  func unknown() async throws {
    let empty = await package.run("show", "latest")
    #expect(empty.status == 78 && empty.error.contains("which has no runs. Measure with"), "\(empty)")
    try package.write(1)
    try package.write(2)
    let both = await package.run("show", "2026")
    #expect(both.status == 78 && both.output.isEmpty)
    #expect(
      both.error
        == "perftest: '2026': is the beginning of 2 runs: \(HistoryPackage.name(2)), \(HistoryPackage.name(1)). "
        + "Type more of the name.\n")
    let none = await package.run("show", "1999")
    #expect(none.status == 78 && none.error.contains("is no run of the history. List the runs with"))
  }

  @Test("Many results are one screen of them, and all on request")
  func screen() async throws {
    try package.write(1, (0..<50).map { .init(test: "b\(100 + $0)()") })
    let one = await package.run("show", "latest")
    #expect(one.output.contains("\n10 more, none of them worse: --all shows them\n50 benchmarks: 50 same\n"))
    let all = await package.run("show", "latest", "--all")
    #expect(all.output.split(separator: "\n").filter { $0.hasPrefix("JSONPerformance") }.count == 50)
  }

  @Test("An update is one line with the number of new runs")
  func update() async throws {
    try package.write(1)
    try package.write(2)
    #expect(await package.run("update").output == "the history has 2 runs, 2 of them new\n")
    try package.write(3)
    #expect(await package.run("update").output == "the history has 3 runs, 1 of them new\n")
    let again = await package.run("update")
    #expect(again.output == "the history has 3 runs, 0 of them new\n" && again.status == 0 && again.error.isEmpty)
  }

  @Test("Beyond the newest hundred logs, one goes once an update has its run")
  func tidy() async throws {
    for number in 10...110 { try package.write(number) }
    _ = await package.run("update")
    for number in 1...2 { try package.write(number) }
    let state = StateFolder(package: package.url, environment: [:])
    func oldest() -> [String] { state.eventLogs.suffix(3).map { $0.deletingPathExtension().lastPathComponent } }
    state.tidy()
    #expect(oldest() == [11, 2, 1].map(HistoryPackage.name))
    _ = await package.run("update")
    state.tidy()
    #expect(oldest() == [13, 12, 11].map(HistoryPackage.name) && state.eventLogs.count == 100)
    #expect(await package.run("list", "--runs", "1").lastLine == "shows the last 1 of 103")
  }

  @Test("A prune shows what goes and how much, removes it, and a rebuild reports what came back")
  func prune() async throws {
    try package.write(1, days: 40)
    try package.write(2, days: 20)
    try package.write(3)
    let options = ["prune", "--samples", "10", "--points", "15", "--verdicts", "30"]
    func prune(_ more: String...) async -> CommandOutcome {
      await Perftest.run(["history"] + options + more, in: package.url)
    }
    let dry = await prune("--dry-run")
    #expect(dry.status == 0, "\(dry)")
    let lines = dry.output.split(separator: "\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("samples older than 10 days: 2 of 2 runs, "), "\(dry)")
    #expect(lines[1].hasPrefix("results older than 15 days: 2 of 2 runs, "))
    #expect(lines[2].hasPrefix("runs older than 30 days: 1 run with 0 verdicts, "))
    #expect(lines[3].hasPrefix("a prune removes about "))
    #expect(await package.run("update").output.hasPrefix("the history has 3 runs"))
    let done = await prune()
    #expect(done.output.split(separator: "\n").dropLast() == lines.dropLast())
    #expect(done.lastLine.hasPrefix("removed; the index had "))
    #expect(await package.run("update").output == "the history has 2 runs, 0 of them new\n")
    #expect(await package.run("check").status == 0)
    let list = await package.run("list").output.split(separator: "\n")
    #expect(list.count == 3 && list[2].hasSuffix("–  results pruned"), "\(list)")
    let again = await prune()
    #expect(again.lastLine == "nothing is old enough")
    #expect(FileManager.default.fileExists(atPath: package.log(1).path))
    let rebuilt = await package.run("rebuild")
    #expect(
      rebuilt.output
        == "the history has 3 runs\n2 runs that 'history prune' had removed or cut came back from the event logs\n")
    #expect(await package.run("check").status == 0)
  }
}
