import PerformanceExports
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The report of a period")
struct PeriodReportTests {
  /// A report on the last week of sixty days.
  private func report(
    run: ReportedRun? = ReportedExample.run(), _ period: PeriodReport.Period = .weekly, lastGood: Int = 47
  ) throws -> PeriodReport {
    let history = try #require(ReportedExample.run().history)
    let week = ReportedHistory(
      axis: history.axis, period: TrendPeriod.days(30).range(of: history.axis), trends: history.trends)
    let trend = try #require(history.trends.first)
    let benchmark = try #require(trend.benchmark)
    let series = HistorySeries(
      benchmark: benchmark, metric: trend.metric.name, unit: trend.metric.unit, direction: trend.metric.direction,
      kind: trend.metric.kind, environment: trend.environment)
    let point = HistoryPoint(
      value: 1_310, sessions: 3, samples: 45,
      statistics: PointStatistics(samples: [1_310, 1_320, 1_350], around: 1_310), outcome: .regressed, baseline: 1_000)
    let open = RegressionEpisode(
      benchmark: benchmark, metric: trend.metric, lastGood: lastGood, first: 48, last: 59, baseline: 1_000,
      value: 1_310,
      state: .open)
    var old = open
    (old.lastGood, old.first, old.last, old.state) = (1, 2, 3, .fixed(at: 4))
    var fixed = open
    (fixed.lastGood, fixed.first, fixed.last, fixed.state) = (40, 41, 42, .fixed(at: 43))
    return PeriodReport(
      run, history: week, period: period, episodes: [old, fixed, open],
      numbers: [SeriesNumbers(series: series, point: point)])
  }

  @Test("It begins with one paragraph: the runs, the verdict, what became worse and better, and what is open")
  func summary() throws {
    let text = try report().document.lines(width: 10_000)
    #expect(text[0] == "Performance of the week, 2026-01-30 to 2026-03-01")
    let paragraph = text[1]
    for part in [
      "31 revisions of main, 2026-01-30 to 2026-03-01.", "Newest run: ", "RED",
      "4 series became worse, most of all Cart0/f0() wallClock (+31.", "commit 000000000000",
      " became better, most of all Cart0/f1()",
      "1 regression is open.",
    ] {
      #expect(paragraph.contains(part), "\(part) in \(paragraph)")
    }
  }

  @Test("Regressions that ended before the period are left out, and open ones come first")
  func regressions() throws {
    let lines = try report().document.lines(width: 400)
    let start = try #require(lines.firstIndex(of: "Regressions"))
    let rows = lines[(start + 2)...].prefix { !$0.isEmpty }
    #expect(rows.count == 2)
    #expect(rows.first?.hasSuffix("open") == true && rows.first?.contains("+31 %") == true)
    #expect(rows.last?.hasSuffix("fixed by 000000000000") == true)
  }

  @Test("An open regression has the command that finds its commit, unless only one commit can be it")
  func search() throws {
    func commands(lastGood: Int) throws -> [String] {
      try report(lastGood: lastGood).document.lines(width: 400).filter { $0.contains("perftest bisect") }
    }
    #expect(
      try commands(lastGood: 40) == [
        "    find the commit: swift run perftest bisect 'ShopTests.Cart0/f0()' --good 000000000000 --bad 000000000000"
      ])
    #expect(try commands(lastGood: 47).isEmpty)
  }

  @Test("Every statistic of the newest results is in the table of numbers")
  func numbers() throws {
    let lines = try report().document.lines(width: 400)
    let start = try #require(lines.firstIndex(of: "Numbers"))
    #expect(
      lines[start + 2].split(separator: " ").joined(separator: " ")
        == "Cart0/f0() wallClock 1.31 µs 1.32 µs 1.33 µs 1.35 µs 1.35 µs 1.35 µs 45")
  }

  @Test("Without the log of a run there is a report of its numbers")
  func numbersAlone() throws {
    let lines = try report(run: nil).document.lines(width: 10_000)
    #expect(!lines[1].contains("Newest run") && lines[1].contains("became worse"))
    #expect(lines.contains("Numbers"))
  }

  @Test(
    "The title names the period",
    arguments: zip(
      [PeriodReport.Period.run, .daily, .since("v1.2")],
      ["Performance of the newest run", "Performance of the day", "Performance since v1.2"]))
  func titles(period: PeriodReport.Period, title: String) throws {
    #expect(try report(period).document.title.hasPrefix(title))
  }

  @Test("Text, Markdown and HTML have the same sections in the same order")
  func forms() throws {
    let document = try report().document
    let titles = document.sections.map(\.title)
    #expect(titles.first == "Changes in numbers" && titles.contains("What to do") && titles.last == "Numbers")
    for text in [document.lines(width: 120).joined(separator: "\n"), document.markdown, document.html] {
      let places = titles.map { text.range(of: $0)?.lowerBound }
      #expect(!places.contains(nil) && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }
  }

  @Test("The same history gives the same bytes")
  func repeatable() throws {
    #expect(try report().document.html == report().document.html)
    #expect(try report().document.markdown == report().document.markdown)
  }

  @Test("Names with markup are text in Markdown and HTML", arguments: ["<script>x</script>", "a|b", "**b** [l](x)"])
  func hostile(name: String) throws {
    let document = ReportDocument(
      title: name, summary: [.paragraph(name), .list([name]), .commands([name])],
      sections: [.init(name, [.table(.init([.text("n"), .number("v")], rows: [[name, name]]))])])
    #expect(!document.html.contains("<script>"))
    #expect(!document.markdown.contains(name))
    let rows = document.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.allSatisfy { $0.count { $0 == "|" } == 3 })
  }
}
