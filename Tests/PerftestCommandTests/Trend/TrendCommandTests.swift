import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("perftest trend")
struct TrendCommandTests {
  private static let step = [Double](repeating: 100, count: 20) + [Double](repeating: 130, count: 20)

  private func json(_ outcome: CommandOutcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome)")
  }

  // MARK: - Files

  @Test("An array of numbers gives the indices of its changes, and arrays give one list each")
  func indices() async throws {
    let folder = try TemporaryFolder()
    try folder.write("\(Self.step)", to: "one.json")
    try folder.write("[\(Self.step), [1, 2, 3], []]", to: "several.json")
    let one = await Perftest.run("trend", "--input", "one.json", "--json", in: folder.url)
    #expect(one.status == 0 && one.output == "[20]\n", "\(one)")
    let several = await Perftest.run("trend", "--json", "--input", "several.json", in: folder.url)
    #expect(try JSONDecoder().decode([[Int]].self, from: Data(several.output.utf8)) == [[20], [], []], "\(several)")
    let rows = Self.step.enumerated().map { "\(1_769_860_800 + $0 * 86_400),\($1)" }.joined(separator: "\n")
    try folder.write("time,wall\n" + rows, to: "table.csv")
    let table = await Perftest.run("trend", "--json", "--input", "table.csv", in: folder.url)
    #expect(table.output == "{\n  \"wall\": [20]\n}\n", "\(table)")
  }

  @Test("A small change beside a large one is shown, and is not among the indices; an array has no metrics to select")
  func smallChange() async throws {
    let folder = try TemporaryFolder()
    let levels = [100.0, 50, 53].flatMap { [Double](repeating: $0, count: 20) }
    try folder.write("\(levels)", to: "one.json")
    let shown = await Perftest.run("trend", "--input", "one.json", in: folder.url)
    #expect(shown.output.contains("minor") && shown.output.contains("between #39 and #40"), "\(shown)")
    #expect(await Perftest.run("trend", "--input", "one.json", "--json", in: folder.url).output == "[20]\n")
    let metric = await Perftest.run("trend", "--input", "one.json", "--metric", "x", in: folder.url)
    #expect(metric.status == 78 && metric.error.contains("have no names for --metric"), "\(metric)")
  }

  @Test("Numbers whose differences overflow are shown", arguments: ["[-1.7e308, 1.7e308]", "[1.79e308, 1.79e308]"])
  func overflow(text: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "one.json")
    let outcome = await Perftest.run("trend", "--input", "one.json", environment: ["LC_ALL": "C"], in: folder.url)
    #expect(outcome.status == 0 && outcome.output.contains("***"), "\(outcome)")
  }

  @Test("A file has a plot, segments and changes, in ASCII unless the locale is in UTF-8; the same bytes twice")
  func plot() async throws {
    let folder = try TemporaryFolder()
    try folder.write("\(Self.step)", to: "one.json")
    let environment = ["LC_ALL": "C", "LANG": "en_US.UTF-8"]
    let ascii = await Perftest.run("trend", "--input", "one.json", environment: environment, in: folder.url)
    #expect(ascii.status == 0 && ascii.output.contains("130 |                    ****"), "\(ascii)")
    #expect(ascii.output.contains("between #19 and #20") && ascii.output.contains("+30.0 %"), "\(ascii)")
    let again = await Perftest.run("trend", "--input", "one.json", environment: environment, in: folder.url)
    #expect(again.output == ascii.output)
    let braille = await Perftest.run(
      "trend", "--input", "one.json", environment: ["LC_ALL": "C.UTF-8"], in: folder.url)
    #expect(braille.output.contains("⠉⠉⠉⠉") && braille.output.contains("▲"), "\(braille)")
  }

  @Test("A file without a series ends with 78 and one sentence; two sources exclude each other")
  func nonsense() async throws {
    let folder = try TemporaryFolder()
    try folder.write("[1, \"x\"]", to: "text.json")
    try folder.write("[null, null]", to: "gaps.json")
    let text = await Perftest.run("trend", "--input", "text.json", in: folder.url)
    #expect(text.status == 78 && text.error.contains("line 1, column 5"), "\(text)")
    #expect(text.error.split(separator: "\n").count == 1)
    let gaps = await Perftest.run("trend", "--input", "gaps.json", in: folder.url)
    #expect(gaps.status == 78 && gaps.error.contains("has no number"), "\(gaps)")
    let absent = await Perftest.run("trend", "--input", "absent.json", in: folder.url)
    #expect(absent.status == 78 && absent.error.contains("is not a readable file"), "\(absent)")
    // A file that only claims to be long.
    let large = folder.file("large.json")
    try Data().write(to: large)
    #expect(truncate(large.path, 1 << 30) == 0)
    let refused = await Perftest.run("trend", "--input", "large.json", in: folder.url)
    #expect(refused.status == 78 && refused.error.contains("has more than 64 MiB"), "\(refused)")
    #expect(await Perftest.run("trend", "--input", "a", "b", in: folder.url).status == 64)
    #expect(await Perftest.run("trend", "--days", "1", "--runs", "1", in: folder.url).status == 64)
  }

  // MARK: - The history

  @Test("Without a run there is nothing to show, and the status is 78")
  func nothing() async throws {
    let runs = try ScriptedRuns()
    let outcome = await Perftest.run("trend", in: runs.folder.url)
    #expect(
      outcome.status == 78 && outcome.error.contains("has no run to show") && outcome.output.isEmpty, "\(outcome)")
    try runs.write(.init(revision: "a", branch: "other", position: nil, times: ["decode()": [1]]), number: 0)
    try runs.write(.init(revision: "b", position: 1, slowdown: 2, times: ["decode()": [1]]), number: 1)
    let planted = await Perftest.run("trend", in: runs.folder.url)
    #expect(planted.status == 78, "\(planted)")
    #expect(planted.error.contains("1 of other branches") && planted.error.contains("1 with a planted slowdown"))
  }

  @Test("The digest names the commit of a change, and a benchmark has its plot, with and without the index")
  func history() async throws {
    let runs = try ScriptedRuns()
    try runs.write([(0, 1_000), (25, 1_080)], count: 40)
    let digest = await Perftest.run("trend", in: runs.folder.url)
    #expect(digest.status == 0 && digest.output.contains("commit 0019cccccccc, 15 values"), "\(digest)")
    #expect(digest.output.contains("31 revisions of main"), "thirty days: \(digest)")
    let detail = await Perftest.run("trend", "decode()", "--runs", "20", in: runs.folder.url)
    #expect(detail.status == 0 && detail.output.contains("20 revisions of main"), "\(detail)")
    #expect(detail.output.contains("confirmed") && detail.output.contains("commit 0019cccccccc"), "\(detail)")
    let document = try json(await Perftest.run("trend", "decode()", "--json", in: runs.folder.url))
    let series = try #require((document["series"] as? [[String: Any]])?.first)
    #expect((series["changes"] as? [[String: Any]])?.first?["index"] as? Int == 25)
    let digestDocument = try json(await Perftest.run("trend", "--json", in: runs.folder.url))
    #expect(digestDocument["unchanged"] as? Int == 0)
    // A folder cannot be opened as a database, and the logs answer the same.
    try FileManager.default.removeItem(at: runs.folder.file(".perftest/history.db"))
    try runs.folder.write("", to: ".perftest/history.db/file")
    let logs = await Perftest.run("trend", in: runs.folder.url)
    #expect(logs.error.contains("results come from the event logs"), "\(logs)")
    #expect(logs.output == digest.output, "\(logs)")
  }

  @Test("An unknown benchmark and an unknown metric are named with what to do, and end with 78")
  func unknown() async throws {
    let runs = try ScriptedRuns()
    try runs.write([(0, 1_000)], count: 3)
    let benchmark = await Perftest.run("trend", "nowhere()", in: runs.folder.url)
    #expect(benchmark.status == 78 && benchmark.error.contains("'nowhere()'"), "\(benchmark)")
    let metric = await Perftest.run("trend", "decode()", "--metric", "heat", in: runs.folder.url)
    #expect(metric.status == 78 && metric.error.contains("They have: wallClock."), "\(metric)")
  }

  @Test("A change has the functions of the profiles on both sides, as long as there are logs")
  func profiles() async throws {
    let runs = try ScriptedRuns()
    var random = SplitMix64(seed: 6)
    for number in 0..<40 {
      let level = (number < 20 ? 1_000 : 1_200) * random.number(in: 0.995...1.005)
      let skip = number < 20 ? 1_000 : 19_400
      try runs.write(
        .init(
          revision: ScriptedRuns.revision(number), position: number + 1, times: ["decode()": [level, level]],
          profile: BenchmarkProfile(functions: ["JSONScanner.skip()": .init(own: skip, inclusive: skip)], rest: 0)),
        number: number)
    }
    let detail = await Perftest.run("trend", "decode()", in: runs.folder.url)
    #expect(detail.output.contains("since 0014cccccccc: JSONScanner.skip() +18\u{202F}400 instructions"), "\(detail)")
    let digest = await Perftest.run("trend", in: runs.folder.url)
    #expect(digest.output.contains("JSONScanner.skip() +18\u{202F}400"), "\(digest)")
    // The logs of before are gone, and the baseline was recorded at one of their commits.
    for number in 0..<20 {
      try FileManager.default.removeItem(at: runs.folder.file(".perftest/runs/\(ScriptedRuns.name(number)).jsonl"))
    }
    let gone = await Perftest.run("trend", in: runs.folder.url)
    #expect(gone.output.contains("commit 0014cccccccc") && !gone.output.contains("JSONScanner"), "\(gone)")
    try BaselineStore(folder: runs.folder.file("baselines")).write(
      Example.document(Example.benchmark(Example.sampled([1_000]))))
    for (commit, isKnown) in [(ScriptedRuns.revision(30), false), (ScriptedRuns.revision(5), true)] {
      try BaselineStore(folder: runs.folder.file("baselines")).write(
        ProfileDocument(
          module: "PerfTests", suite: ["JSONPerformance"], toolchain: Example.environment.toolchain.folderName,
          benchmarks: [
            .init(
              test: "decode()", label: nil,
              recorded: Provenance(date: "2026-01-06", commit: String(commit.prefix(12)), reason: nil),
              profile: BenchmarkProfile(functions: ["JSONScanner.skip()": .init(own: 900, inclusive: 900)], rest: 0))
          ]))
      let filed = await Perftest.run("trend", in: runs.folder.url)
      #expect(filed.output.contains("JSONScanner.skip() +18\u{202F}500") == isKnown, "\(filed)")
    }
    try FileManager.default.removeItem(at: runs.folder.file(".perftest/runs"))
    let without = await Perftest.run("trend", "decode()", in: runs.folder.url)
    #expect(without.output.contains("commit 0014cccccccc") && !without.output.contains("JSONScanner"), "\(without)")
  }

  @Test("A statistic that rises has a forecast for its budget, as long as the newest run's log is there")
  func budgets() async throws {
    let runs = try ScriptedRuns()
    for number in 0..<40 {
      let level = 1_200 + 3 * Double(number)
      try runs.write(
        .init(
          revision: ScriptedRuns.revision(number), position: number + 1, times: ["decode()": [level, level]],
          budgets: [Budget(metric: "wallClock", statistic: .p50, limit: 1_350)]),
        number: number)
    }
    let detail = await Perftest.run("trend", "decode()", in: runs.folder.url)
    #expect(detail.output.contains("crosses the budget p50 ≤ 1.35 µs in about 11 runs [11, 11]"), "\(detail)")
    // A run with a filter says nothing of the others.
    try runs.write(
      .init(
        revision: ScriptedRuns.revision(39), position: 40, times: ["encode()": [1]], filters: ["encode"]), number: 40)
    let filtered = await Perftest.run("trend", "decode()", in: runs.folder.url)
    #expect(filtered.output.contains("crosses the budget p50 ≤ 1.35 µs in about 11 runs [11, 11]"), "\(filtered)")
    try FileManager.default.removeItem(at: runs.folder.file(".perftest/runs"))
    let without = await Perftest.run("trend", "decode()", in: runs.folder.url)
    #expect(without.status == 0 && !without.output.contains("budget"), "\(without)")
  }
}
