import PerformanceRecords
import PerformanceText

/// The accepted regressions on file, as a table for a terminal.
package struct AcceptanceTable: Sendable {
  private let acceptances: [AcceptedRegression]
  private let today: Day

  /// A table of acceptances as they are today.
  package init(_ acceptances: [AcceptedRegression], today: Day) {
    self.acceptances = acceptances
    self.today = today
  }

  /// The lines without line feeds; none without acceptances.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    TextTable(
      columns: [
        .init("benchmark", narrowest: 16), .init("metric", narrowest: 8), .init("accepted"), .init("since"),
        .init("until"), .init("state"),
      ], noteTitle: "reason", rows: acceptances.map(row)
    ).lines(width: width, colour: colour)
  }

  private func row(_ acceptance: AcceptedRegression) -> TextTable.Row {
    let isOver = today > acceptance.until
    let state = isOver ? "over" : Plural.text(acceptance.until.number - today.number, "day") + " left"
    let cells = [
      acceptance.benchmark.description.shown(atMost: 200), acceptance.metric.shown(atMost: 24), acceptance.numbers,
      "\(acceptance.since)", "\(acceptance.until)",
    ]
    return TextTable.Row(
      cells: cells.map { .init(text: $0) } + [.init(text: state, style: isOver ? .red : .plain)],
      note: acceptance.reason.onOneLine(atMost: 300))
  }
}

extension AcceptedRegression {
  /// The old and the accepted number: `12 → 13`.
  package var numbers: String {
    let metric = MetricDescription(name: metric, unit: unit, kind: machine == nil ? .exact : .sampled)
    return "\(ValueFormat.text(baseline, of: metric)) → \(ValueFormat.text(value, of: metric))"
  }
}
