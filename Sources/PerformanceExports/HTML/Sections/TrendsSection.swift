import PerformanceRecords
import PerformanceReports
import PerformanceText
import PerformanceTrends

/// What changed in the suite within the period before the run, and what went away.
struct TrendsSection {
  /// The most findings, and the most changes that went away.
  private static let mostRows = 50

  let content: PageContent

  func write(to page: inout Markup) {
    guard let history = content.run.history else {
      page.section(.trends, in: content) { section in
        section.element("p") { text in
          text.add("This page has no history of earlier runs, so it cannot show since when a number is as it is. ")
          text.add("With two runs and more: ")
          text.command("\(PerftestCommand.prefix) trend")
        }
      }
      return
    }
    page.section(.trends, in: content) { section in
      let digest = history.digest
      for line in digest.head { section.element("p", text: line) }
      section.table(digest.table(of: digest.rows.prefix(Self.mostRows)), caption: "Findings, the worst first")
      if digest.rows.count > Self.mostRows {
        section.element("p") {
          $0.advice(Advice("and \(digest.rows.count - Self.mostRows) more:", "\(PerftestCommand.prefix) trend --all"))
        }
      }
      section.table(wentAway(history), caption: "Changes that went away")
    }
  }

  /// The changes within the period after which the old level came back.
  private func wentAway(_ history: ReportedHistory) -> TextTable {
    let columns: [TextTable.Column] = [
      .init("benchmark"), .init("metric"), .init("from", alignment: .right), .init("to", alignment: .right),
      .init("difference", alignment: .right),
    ]
    let rows = history.trends.lazy.filter(\.isJudged).flatMap { trend in
      trend.changes.filter { $0.wentAway && history.period.contains($0.index) }.map { (trend, $0) }
    }
    return TextTable(
      columns: columns, noteTitle: "began",
      rows: rows.prefix(Self.mostRows).map { trend, change in
        let cells = [
          trend.benchmark.map { content.name(of: $0) } ?? "", trend.metric.name.shown(atMost: 40),
          ValueFormat.text(change.before, of: trend.metric), ValueFormat.text(change.after, of: trend.metric),
          trend.difference(change),
        ]
        return TextTable.Row(cells: cells.map { .init(text: $0) }, note: history.axis.cause(change))
      })
  }
}
