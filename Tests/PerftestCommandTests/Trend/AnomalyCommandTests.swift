import Foundation
import PerformanceTestSupport
import Testing

@Suite("perftest trend --anomalies")
struct AnomalyCommandTests {
  /// Forty values near 100, of which one is 150.
  private static let values: [Double] = (0..<40).map { index in index == 25 ? 150 : usual(100, index) }

  /// A level with a little more or less.
  private static func usual(_ level: Double, _ index: Int) -> Double { level + Double(index * 7 % 5) / 10 }

  @Test("An array of numbers gives the indices, and arrays and tables one list each")
  func indices() async throws {
    let folder = try TemporaryFolder()
    try folder.write("\(Self.values)", to: "one.json")
    try folder.write("[\(Self.values), [1, 2, 3], []]", to: "several.json")
    let one = await Perftest.run("trend", "--anomalies", "--input", "one.json", "--json", in: folder.url)
    #expect(one.status == 0 && one.output == "[25]\n", "\(one)")
    let several = await Perftest.run("trend", "--json", "--anomalies", "--input", "several.json", in: folder.url)
    #expect(try JSONDecoder().decode([[Int]].self, from: Data(several.output.utf8)) == [[25], [], []], "\(several)")
    let far = await Perftest.run(
      "trend", "--anomalies", "--beyond", "1000", "--input", "one.json", "--json", in: folder.url)
    #expect(far.output == "[]\n", "\(far)")
    let shown = await Perftest.run("trend", "--anomalies", "--input", "one.json", in: folder.url)
    #expect(shown.output.contains("1 anomaly among 40 values") && shown.output.contains("#25"), "\(shown)")
  }

  @Test("A table has times: what an hour usually adds is no anomaly, and what is usual at night is one at noon")
  func seasons() async throws {
    let folder = try TemporaryFolder()
    let rows = (0..<160).map { index -> String in
      let isSlow = index % 4 == 3 || index == 101
      return "\(1_767_225_600 + index * 21_600),\(Self.usual(isSlow ? 150 : 100, index))"
    }
    try folder.write("time,wall\n" + rows.joined(separator: "\n"), to: "table.csv")
    let table = await Perftest.run("trend", "--anomalies", "--json", "--input", "table.csv", in: folder.url)
    #expect(table.output == "{\n  \"wall\": [101]\n}\n", "\(table)")
  }

  @Test("The history names the run of an anomaly, and its JSON has all of them")
  func history() async throws {
    let runs = try ScriptedRuns()
    try runs.write([(0, 1_000), (30, 1_500), (31, 1_000)], count: 40)
    let digest = await Perftest.run("trend", "--anomalies", in: runs.folder.url)
    #expect(digest.status == 0 && digest.output.contains("1 series, 1 anomaly among 31 values"), "\(digest)")
    #expect(digest.output.contains("history show '\(ScriptedRuns.name(30))'"), "\(digest)")
    let document = await Perftest.run("trend", "--anomalies", "--json", "--runs", "40", in: runs.folder.url)
    #expect(document.output.contains("\"\(ScriptedRuns.revision(30))\""), "\(document)")
    let none = await Perftest.run("trend", "--anomalies", "--runs", "5", in: runs.folder.url)
    #expect(none.status == 0 && none.output.contains("no anomaly among 5 values"), "\(none)")
  }

  @Test("--beyond without --anomalies, and numbers below 1, are usage errors")
  func usage() async throws {
    let folder = try TemporaryFolder()
    let alone = await Perftest.run("trend", "--beyond", "3", in: folder.url)
    #expect(alone.status == 64 && alone.error.contains("--beyond is about --anomalies"), "\(alone)")
    #expect(await Perftest.run("trend", "--anomalies", "--beyond", "0.5", in: folder.url).status == 64)
    #expect(await Perftest.run("trend", "--anomalies", "--export", "csv=a", in: folder.url).status == 64)
  }
}
