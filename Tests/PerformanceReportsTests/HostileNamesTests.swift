import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Names and texts with control characters or markup")
struct HostileNamesTests {
  static let names = [
    "\u{1B}[31mred\u{1B}[2J()", "two\nlines()", "carriage\rreturn()", "<script>alert(1)</script>", "a|b", "`code`",
    "::error::no", "x ::stop-commands::y", "##[error]no", "\u{202E}reversed", "@me #1 $x$ **b** [l](http://x) :tada:",
    String(repeating: "x", count: 10_000), "e" + String(repeating: "\u{301}", count: 10_000), "%0A%25,x:y", "",
    "</pre></details>", "\\u{a}",
  ]

  private func summary(_ name: String) -> RunSummary {
    let id = BenchmarkID(module: "M", suite: [], test: name, label: name)
    let failed = Verdict(
      benchmark: id, metric: nil, outcome: .failed, reason: .threw,
      detail: .failure(Failure(.threw(name, iterations: nil))), location: Example.location(name))
    let custom = MetricDescription(name: name, unit: MetricUnit(name))
    let slower = Verdict(
      benchmark: id, metric: custom, outcome: .regressed, reason: .everySessionWorse, baseline: 1, now: 2)
    var elsewhere = Example.elsewhere(id)
    elsewhere.detail = .other(name)
    return RunSummary(RunRecord(Example.events([failed, slower, elsewhere], filters: [name])), redRule: .local)
  }

  private func isHarmless(_ line: String) -> Bool {
    !line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F || $0.value == 0x202E }
      && !line.drop(while: \.isWhitespace).hasPrefix("::") && !line.contains("##[")
  }

  @Test("The console shows them escaped, bounded and on their lines", arguments: names)
  func console(name: String) {
    let summary = summary(name)
    for width in [80, 120, 400] {
      let table = VerdictTable(summary: summary, width: width)
      let lines = table.lines(.all) + table.lines(.oneScreen(restIn: name)) + ClosingLines(summary: summary).lines
      #expect(lines.allSatisfy(isHarmless))
      #expect(lines.allSatisfy { $0.unicodeScalars.count < 3_000 })
    }
    #expect(summary.verdicts.map(\.sentence).allSatisfy { isHarmless($0) && $0.unicodeScalars.count < 4_000 })
  }

  @Test("Markdown shows them as text", arguments: names)
  func markdown(name: String) {
    let text = MarkdownSummary(summary: summary(name)).text
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy(isHarmless))
    // Six tags are ours: what a name brings is no tag, no cell, no code.
    #expect(text.count { $0 == "<" } == 6)
    #expect(lines.filter { $0.hasPrefix("| ") }.allSatisfy { $0.count { $0 == "|" } == 10 })
    #expect(!text.contains("`") && !text.contains("@me") && !text.contains("](") && !text.contains("$"))
  }

  @Test("An annotation is one line with our properties", arguments: names)
  func annotations(name: String) {
    for line in WorkflowAnnotations(summary: summary(name), path: { $0 }).lines {
      #expect(line.hasPrefix("::error "))
      let parts = line.dropFirst("::error ".count).split(separator: "::", maxSplits: 1)
      let properties = parts[0].split(separator: ",").map { $0.prefix { $0 != "=" } }
      #expect(properties == ["title"] || properties == ["file", "line", "title"])
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
    }
  }

  @Test("The progress line is one line within the width", arguments: names)
  func progress(name: String) {
    var progress = ProgressLine()
    let function = TestFunctionID(module: "M", suite: [], test: name)
    progress.progress.add(
      RunEvent(time: 0, .attempt(SessionAttempt(function: function, round: 1, position: 1, count: 2))))
    let line = progress.text(now: 0, width: 60)
    #expect(line.map(isHarmless) == true)
    #expect((line?.count ?? 0) <= 60)
    progress.progress.add(RunEvent(time: 0, .waiting(LockHolder(process: 1, folder: name))))
    #expect(progress.text(now: 0, width: 60).map(isHarmless) == true)
  }

  @Test("A command that cannot be shown unchanged is not offered")
  func command() {
    let lines = ClosingLines(summary: summary("two\nlines()")).lines
    #expect(lines.contains("look at it: swift run perftest show '…'"))
  }
}
