import Foundation
import PerformanceHistoryCommands
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// `history.json` beside the baselines: renames and how long runs are kept.
@Suite("The settings of the history", .inTurns)
struct HistorySettingsTests {
  private let package: HistoryPackage

  init() throws {
    package = try HistoryPackage()
    try package.write(
      1, [.init(test: "decode()"), .init(test: "size()", label: "1"), .init(test: "size()", label: "2")])
    try package.write(2, [.init(test: "parse()")])
  }

  private var settings: String { get throws { try package.folder.text(of: "baselines/history.json") } }

  @Test("A rename is filed for review, applies at once, and does not depend on the index")
  func rename() async throws {
    let renamed = await package.run("rename", "decode()", "parse()")
    #expect(renamed.status == 0, "\(renamed)")
    #expect(
      renamed.output
        == "PerfTests.JSONPerformance/decode() → PerfTests.JSONPerformance/parse(): the series goes on with "
        + "1 result of 1 run\n")
    #expect(renamed.error.hasPrefix("commit ") && renamed.error.hasSuffix("baselines/history.json\n"))
    #expect(
      try settings == """
        {
          "renames": [
            {
              "from": {
                "module": "PerfTests",
                "suite": ["JSONPerformance"],
                "test": "decode()"
              },
              "to": {
                "module": "PerfTests",
                "suite": ["JSONPerformance"],
                "test": "parse()"
              }
            }
          ],
          "schema": "swift-performance-testing/history",
          "version": 1
        }

        """)
    try FileManager.default.removeItem(at: package.index)
    let shown = await package.run("show", HistoryPackage.name(1))
    #expect(shown.output.contains("JSONPerformance/parse()") && !shown.output.contains("decode()"), "\(shown)")
    #expect(await package.run("check").status == 0)
    let baselines = await Perftest.run("show", package.folder.file("baselines").path)
    #expect(baselines.status == 78 && !baselines.error.contains("history.json"), "\(baselines)")
  }

  @Test("A benchmark is renamed by its label, a function with all of them, and the new name may be short")
  func names() async throws {
    let label = await package.run("rename", "size()/1", "JSONPerformance/length()/one")
    #expect(label.output.hasPrefix("PerfTests.JSONPerformance/size()/1 → PerfTests.JSONPerformance/length()/one: "))
    let function = await package.run("rename", "JSONPerformance/size()", "Other.Suite/Nested/size()")
    #expect(function.status == 78 && function.error.contains("already renames"), "\(function)")
    try FileManager.default.removeItem(at: package.folder.file("baselines/history.json"))
    let all = await package.run("rename", "JSONPerformance/size()", "Other.Suite/Nested/size()")
    #expect(
      all.output
        == "PerfTests.JSONPerformance/size() → Other.Suite/Nested/size(): the series goes on with 2 results of 1 run\n")
    let shown = await package.run("show", HistoryPackage.name(1))
    #expect(shown.output.contains("Suite/Nested/size()/1") && shown.output.contains("Suite/Nested/size()/2"))
  }

  @Test(
    "Names that cannot be renamed are refused with the reason, and nothing is written",
    arguments: [
      (["nothing()", "parse()"], "is no benchmark of the history"),
      (["JSONPerformance", "parse()"], "is a part of 4 benchmarks: "),
      (["decode()", "parse"], "is no id of a test function. Write it as"),
      (["decode()", "decode()"], "is already its name"),
      (["decode()", "size()"], "were both measured in run \(HistoryPackage.name(1)). They are two benchmarks"),
    ])
  func refused(_ names: [String], _ message: String) async throws {
    let outcome = await Perftest.run(["history", "rename"] + names, in: package.url)
    #expect(outcome.status == 78 && outcome.output.isEmpty && outcome.error.contains(message), "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: package.folder.file("baselines/history.json").path))
  }

  @Test("A rename that leads back is refused with the file")
  func circular() async throws {
    _ = await package.run("rename", "decode()", "parse()")
    let outcome = await package.run("rename", "parse()", "decode()")
    #expect(outcome.status == 78, "\(outcome)")
    #expect(
      outcome.error.contains("baselines/history.json: already leads from") && outcome.error.contains("Delete that"))
  }

  private func write(_ keys: String) throws {
    try package.folder.write(
      #"{"schema": "swift-performance-testing/history", "version": 1, \#(keys)}"#, to: "baselines/history.json")
  }

  @Test(
    "An unusable key is named with what is allowed",
    arguments: [
      (#""rename": []"#, "history.json, rename: is unknown; allowed are schema, version, renames, keep. Fix it"),
      (
        #""keep": {"sample": 3}"#,
        "history.json, keep.sample: is unknown; allowed are samples, points, verdicts. Fix it"
      ),
      (#""keep": {"samples": 0}"#, "history.json, keep.samples: is 0, expected days from 1 to 36500. Fix it"),
      (#""keep": {"points": "a"}"#, "history.json, keep.points: has the wrong type, expected a whole number. Fix it"),
      (
        #""renames": [{"from": {"module": "A", "suite": [], "test": "a()"}, "to": {"suite": [], "test": "a()"}}]"#,
        "history.json, renames[0].to.module: is missing"
      ),
      (
        #""renames": [{"old": {}}]"#, "history.json, renames[0].old: is unknown; allowed are from, to"
      ),
    ])
  func unusable(_ keys: String, _ message: String) async throws {
    try write(keys)
    let outcome = await package.run("list")
    #expect(outcome.status == 78 && outcome.output.isEmpty && outcome.error.contains(message), "\(outcome)")
  }

  @Test("Another version of the file is refused")
  func version() async throws {
    try package.folder.write(
      #"{"schema": "swift-performance-testing/history", "version": 2}"#, to: "baselines/history.json")
    let outcome = await package.run("list")
    #expect(outcome.status == 78 && outcome.error.contains("version: is 2, this build knows 1"), "\(outcome)")
  }

  @Test("The page about file formats has the file as it is written")
  func page() throws {
    let page = try DocumentationPage.article("FileFormats")
    let name = "swift-performance-testing/history"
    let text = try #require(page.blocks.first { $0.language == "json" && $0.text.contains(name) }?.text)
    try package.folder.write(text + "\n", to: "baselines/history.json")
    let file = HistorySettingsFile(in: package.folder.file("baselines"))
    let settings = try file.read()
    #expect(settings.renames.all.count == 1 && settings.samples == 30)
    try FileManager.default.removeItem(at: file.url)
    try file.write(settings)
    #expect(try self.settings.trimmingCharacters(in: .newlines) == text.trimmingCharacters(in: .newlines))
  }

  @Test("The days of the file are those of a prune, and options count more")
  func retention() async throws {
    try write(#""keep": {"samples": 5, "points": 6}"#)
    let outcome = await package.run("prune", "--points", "8", "--dry-run")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("samples older than 5 days: ") && lines[1].hasPrefix("results older than 8 days: "))
    #expect(lines[2].hasPrefix("runs older than 1825 days: ") && lines[3] == "nothing is old enough", "\(outcome)")
    // A rename leaves them as they are.
    _ = await package.run("rename", "decode()", "parse()")
    #expect(try settings.contains(#""keep": {"points": 6, "samples": 5}"#))
  }
}
