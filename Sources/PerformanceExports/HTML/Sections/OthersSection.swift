import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText

/// The benchmarks without a change, by suite.
struct OthersSection {
  let content: PageContent
  let plan: PagePlan

  func write(to page: inout Markup) {
    guard !content.others.isEmpty else { return }
    page.section(.others, in: content) { section in
      for suite in suites { table(of: suite, to: &section) }
    }
  }

  // MARK: - Suites

  private struct Suite {
    var name: String
    var benchmarks: [OtherBenchmark]
  }

  private var suites: [Suite] {
    content.others.reduce(into: []) { suites, id in
      let name = ([id.module] + id.suite).joined(separator: ".")
      if suites.last?.name != name { suites.append(Suite(name: name, benchmarks: [])) }
      suites[suites.count - 1].benchmarks.append(OtherBenchmark(id, in: content))
    }
  }

  private func table(of suite: Suite, to section: inout Markup) {
    let columns = Column.allCases.filter { column in
      column != .runs ? suite.benchmarks.contains { column.value(of: $0) != nil } : hasSparklines
    }
    section.element("details", ["class": "suite", "id": "s-" + FileName.hash(suite.name)]) { details in
      details.element("summary") { summary in
        summary.element("span", ["class": "name"], text: suite.name.shown(atMost: 200))
        summary.element("span", ["class": "note"], text: " " + counts(of: suite))
      }
      details.element("table", ["class": "rows sortable"]) { table in
        table.element("caption", ["class": "sr"], text: "benchmarks of \(suite.name.shown(atMost: 200))")
        table.element("thead") { head in
          head.element("tr") { row in
            row.element("th", ["scope": "col", "data-sort": "name"], text: "benchmark")
            for column in columns { column.head(of: &row, in: content) }
          }
        }
        table.element("tbody") { body in
          for benchmark in suite.benchmarks { row(of: benchmark, columns, to: &body) }
        }
      }
    }
    section.lineFeed()
  }

  private var hasSparklines: Bool { plan.hasSparklines && content.run.history != nil }

  /// `12 benchmarks, 3.45 ms an iteration together`.
  private func counts(of suite: Suite) -> String {
    let times = suite.benchmarks.filter { $0.metric?.name == MetricDescription.wallClock }
    let count = Plural.text(suite.benchmarks.count, "benchmark")
    guard let metric = times.first?.metric, times.count > 1 else { return count }
    let total = times.compactMap(\.now).reduce(0, +)
    return "\(count), \(ValueFormat.text(total, of: metric)) together"
  }

  // MARK: - Rows

  private func row(of benchmark: OtherBenchmark, _ columns: [Column], to body: inout Markup) {
    let hasDetails = plan.others > .none
    let name = content.name(of: benchmark.id)
    body.element("tr", ["id": hasDetails ? nil : benchmark.id.anchor]) { row in
      row.element("th", ["scope": "row"]) { head in
        if hasDetails {
          head.element("a", ["href": "#" + benchmark.id.anchor], text: name)
        } else {
          head.add(name)
        }
        if let verdict = benchmark.noteworthy {
          head.element("span", ["class": "note"], text: " \(verdict.outcomeText): \(verdict.explanation)")
        }
      }
      for column in columns {
        if column == .runs {
          row.element("td", ["class": "chart"]) { sparkline(of: benchmark, to: &$0) }
        } else {
          column.cell(of: benchmark, to: &row)
        }
      }
    }
    body.lineFeed()
  }

  private func sparkline(of benchmark: OtherBenchmark, to cell: inout Markup) {
    guard let metric = benchmark.metric,
      let trend = content.run.history?.newestTrend(of: benchmark.id, metric: metric.name),
      let sparkline = Sparkline(trend, in: content)
    else { return cell.add("–") }
    sparkline.write(to: &cell)
  }

  /// A column of numbers; those without any number are left out.
  private enum Column: CaseIterable {
    case now, change, spread, sessions, headroom, runs

    private func title(in content: PageContent) -> String {
      switch self {
      case .now: "time"
      case .change: "largest change"
      case .spread: "spread"
      case .sessions: "sessions"
      case .headroom: "left of budget"
      case .runs: Sparkline.title(in: content)
      }
    }

    func head(of row: inout Markup, in content: PageContent) {
      let isSortable = self != .runs
      row.element(
        "th", ["scope": "col", "class": isSortable ? "n" : nil, "data-sort": isSortable ? "number" : nil],
        text: title(in: content))
    }

    /// The number that the column is sorted by.
    func value(of benchmark: OtherBenchmark) -> Double? {
      switch self {
      case .now: benchmark.now
      case .change: benchmark.changed?.ratio.map { $0 - 1 }
      case .spread: benchmark.spread
      case .sessions: Double(benchmark.sessions)
      case .headroom: benchmark.headroom
      case .runs: nil
      }
    }

    func cell(of benchmark: OtherBenchmark, to row: inout Markup) {
      let value = value(of: benchmark)
      row.element("td", ["class": "n", "data-v": value.map { "\(Float($0))" }]) { cell in
        cell.add(
          value.map { text(of: $0, benchmark) } ?? (self == .spread && benchmark.sessions == 1 ? "one session" : "–"))
        guard let metric = metric(of: benchmark) else { return }
        cell.element("span", ["class": "note"], text: " " + metric.shown(atMost: 24))
      }
    }

    /// The metric of the number, where it is not obvious.
    private func metric(of benchmark: OtherBenchmark) -> String? {
      switch self {
      case .now: benchmark.metric.flatMap { $0.name == MetricDescription.wallClock ? nil : $0.name }
      case .change: benchmark.changed?.metric?.name
      case .spread, .sessions, .headroom, .runs: nil
      }
    }

    private func text(of value: Double, _ benchmark: OtherBenchmark) -> String {
      switch self {
      case .now: benchmark.metric.map { ValueFormat.text(value, of: $0) } ?? "–"
      case .change: ValueFormat.ratioChange(value + 1)
      case .spread, .headroom: ValueFormat.share(value)
      case .sessions: Digits.fixed(value, decimals: 0)
      case .runs: ""
      }
    }
  }
}
