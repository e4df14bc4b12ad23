import Foundation
import PerformanceLog
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The commands about usage", .timeLimit(.minutes(60)))
struct UsageCommandTests {
  /// A package with a log of commands that ended some days ago.
  private static func package(_ commands: [(name: String, daysAgo: Double, status: Int)]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let now = Date().timeIntervalSince1970
    for (index, command) in commands.enumerated() {
      let begin = now - command.daysAgo * 86_400
      func log(after seconds: Double) -> RunLog {
        RunLog(
          LogOutlet(
            LogFolder(folder.file(".perftest/logs")),
            clock: .init(now: { LogTime(seconds: begin + seconds) }, uptime: { 0 }), process: Int32(index + 1)))
      }
      log(after: 0).record(.info, .commandStarted, "began", ["command.name": .string(command.name)])
      log(after: 4).record(
        .info, .phaseFinished, "build", ["phase.name": "build", "duration.seconds": .number(3)], category: .performance)
      log(after: 4).record(
        .info, .commandFinished, "ended",
        [
          "command.name": .string(command.name), "duration.seconds": .number(4),
          "exit.status": .integer(command.status),
        ])
    }
    return folder
  }

  private static func entries(of folder: TemporaryFolder) throws -> [String] {
    try folder.text(of: ".perftest/usage.jsonl").split(separator: "\n").map(String.init)
  }

  @Test("Commands are counted with their endings and the parts of their time, and are kept when the log is gone")
  func counting() async throws {
    let folder = try Self.package([("gate", 3, 1), ("gate", 2, 0), ("show", 1, 0)])
    let shown = await Perftest.run("usage", "commands", in: folder.url)
    #expect(shown.status == 0 && shown.output.contains("gate") && shown.output.contains("build"), "\(shown)")
    try FileManager.default.removeItem(at: folder.file(".perftest/logs"))
    let kept = await Perftest.run("usage", "commands", "--json", in: folder.url)
    #expect(kept.output.contains("\"command\": \"gate\"") && kept.output.contains("\"count\": 2"), "\(kept)")
    let newest = await Perftest.run("usage", "commands", "--json", "--days", "2", in: folder.url)
    #expect(!newest.output.contains("\"red\": 1"), "\(newest)")
  }

  @Test("Commands older than thirty days, or than the days that are set, are removed")
  func retention() async throws {
    let folder = try Self.package([("gate", 31, 0), ("gate", 29, 0), ("gate", 2, 0)])
    _ = await Perftest.run("usage", "sessions", in: folder.url)
    #expect(try Self.entries(of: folder).count { $0.contains("\"gate\"") } == 2)
    _ = await Perftest.run("usage", "sessions", environment: ["PERFTEST_USAGE": "10"], in: folder.url)
    #expect(try Self.entries(of: folder).count { $0.contains("\"gate\"") } == 1)
    let wrong = await Perftest.run("usage", "sessions", environment: ["PERFTEST_USAGE": "0"], in: folder.url)
    #expect(wrong.status == 78 && wrong.error.contains("environment variable PERFTEST_USAGE: is '0'"), "\(wrong)")
  }

  @Test(
    "With PERFTEST_USAGE=off nothing is kept and nothing is shown",
    arguments: [["commands"], ["sessions"], ["benchmarks"], ["heatmap"], ["weekly"], ["export", "csv"]])
  func off(words: [String]) async throws {
    let folder = try Self.package([("gate", 1, 0)])
    _ = await Perftest.run("usage", "commands", in: folder.url)
    #expect(try folder.files().contains(".perftest/usage.jsonl"))
    let outcome = await Perftest.run(["usage"] + words, environment: ["PERFTEST_USAGE": "off"], in: folder.url)
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.error.contains("usage is off"), "\(outcome)")
    #expect(try !folder.files().contains(".perftest/usage.jsonl"))
  }

  @Test("Torn and edited lines are left out, and the others stay")
  func damage() async throws {
    let folder = try Self.package([("gate", 1, 0), ("show", 1, 0)])
    _ = await Perftest.run("usage", "commands", in: folder.url)
    try FileManager.default.removeItem(at: folder.file(".perftest/logs"))
    let lines = try Self.entries(of: folder)
    try folder.write(
      "{\"time\": \n" + lines.joined(separator: "\n") + "\nnull\n[]\n{}\n\u{0}\n" + lines[0].prefix(40),
      to: ".perftest/usage.jsonl")
    let outcome = await Perftest.run("usage", "export", "json", in: folder.url)
    #expect(
      outcome.status == 0 && ["gate", "show"].allSatisfy { outcome.output.contains("\"\($0)\"") }, "\(outcome)")
  }

  @Test("Hostile names neither break a table nor act on a terminal or a spreadsheet")
  func hostileNames() async throws {
    let names = ["=HYPERLINK(\"x\")", "a,b", "c\r\nd", "\u{1b}[2J", "\u{202e}e", "<script>", "+1", "@SUM(1)", "''"]
    let folder = try Self.package(names.map { ($0, 1, 0) })
    let table = await Perftest.run("usage", "commands", in: folder.url)
    #expect(!table.output.contains("\u{1b}") && !table.output.contains("\u{202e}") && !table.output.contains("\r"))
    let csv = await Perftest.run("usage", "export", "csv", in: folder.url).output
    #expect(
      csv.contains(",\"'=HYPERLINK(\"\"x\"\")\",") && csv.contains(",\"a,b\",") && csv.contains(",'+1,"), "\(csv)")
    #expect(csv.contains(",'@SUM(1),") && csv.contains("\"c\r\nd\""))
    let sessions = await Perftest.run("usage", "sessions", in: folder.url)
    #expect(!sessions.output.contains("\u{1b}"))
  }

  @Test("The week is a page as text, Markdown, HTML and JSON, with the week before in a number")
  func weekly() async throws {
    let folder = try Self.package([("gate", 9, 0), ("gate", 3, 1), ("gate", 2, 0), ("a|b", 1, 0)])
    let text = await Perftest.run("usage", "weekly", in: folder.url)
    #expect(text.status == 0 && text.output.hasPrefix("Usage from "), "\(text)")
    // The command itself has not ended yet.
    #expect(text.output.contains("3 commands, 1 in the week before; 3 sessions"), "\(text)")
    #expect(text.output.contains("0 runs, 0 of them red") && text.output.contains("build 75 %"), "\(text)")
    #expect(text.output.split(separator: "\n").count < 60)
    let markdown = await Perftest.run("usage", "weekly", "--format", "markdown", in: folder.url).output
    #expect(markdown.hasPrefix("## Usage from ") && markdown.contains("\n| gate | 2 |"), "\(markdown)")
    #expect(!markdown.contains("| a|b |"))
    let html = await Perftest.run("usage", "weekly", "--format", "html", in: folder.url).output
    #expect(html.hasPrefix("<!DOCTYPE html>"), "\(html.prefix(200))")
    let json = await Perftest.run("usage", "weekly", "--json", in: folder.url).output
    let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect((document["commands"] as? [[String: Any]])?.first?["command"] as? String == "gate", "\(json)")
    let both = await Perftest.run("usage", "weekly", "--json", "--format", "text", in: folder.url)
    #expect(both.status == 64, "\(both)")
  }

  @Test("The heatmap has a row for each day, in ASCII where the locale has no other, and as a whole picture")
  func heatmap() async throws {
    let folder = try Self.package([("gate", 1, 0), ("gate", 1, 0), ("show", 2, 0)])
    let plain = await Perftest.run("usage", "heatmap", environment: ["LC_ALL": "C"], in: folder.url)
    let shaded = await Perftest.run("usage", "heatmap", environment: ["LC_ALL": "C.UTF-8"], in: folder.url)
    let isASCII = plain.output.utf8.allSatisfy { $0 < 128 }
    #expect(isASCII && plain.output.contains("##"), "\(plain)")
    #expect(shaded.output.contains("██"), "\(shaded)")
    for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] { #expect(plain.output.contains("\n" + day + " ")) }
    let written = await Perftest.run("usage", "heatmap", "--svg", "week.svg", in: folder.url)
    #expect(written.status == 0, "\(written)")
    let svg = try folder.text(of: "week.svg")
    #expect(
      svg.components(separatedBy: "<rect ").count == 7 * 24 + 1 && svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    let zone = await Perftest.run("usage", "heatmap", "--time-zone", "Atlantis", in: folder.url)
    #expect(zone.status == 64, "\(zone)")
  }
}
