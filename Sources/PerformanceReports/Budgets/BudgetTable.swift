import PerformanceRecords
import PerformanceText

/// Budgets of a run as a table, in the given order.
package struct BudgetTable {
  private let standings: [BudgetStanding]

  package init(_ standings: [BudgetStanding]) { self.standings = standings }

  /// The lines of the table.
  package func lines(width: Int, colour: Colour) -> [String] {
    let table = TextTable(
      columns: [
        .init("benchmark", narrowest: 20), .init("metric", narrowest: 8), .init("limit"),
        .init("now", alignment: .right), .init("headroom", alignment: .right), .init("state"),
        .init("budget", presence: .whenThereIsRoom, narrowest: 12),
      ],
      noteTitle: "", rows: standings.map(row))
    return table.lines(width: width, colour: colour)
  }

  private func row(_ standing: BudgetStanding) -> TextTable.Row {
    let isWarning = standing.budget.origin?.severity == .warning
    let style: Style =
      switch standing.state {
      case .over: isWarning ? .yellow : .red
      case .atRisk: .yellow
      case .kept: .plain
      }
    let cells = [
      standing.benchmark.shortDescription.shown(atMost: 120), standing.metric.name.shown(atMost: 40),
      standing.limitText, ValueFormat.text(standing.value, of: standing.metric),
      standing.headroom.map(ValueFormat.share) ?? "–", standing.state.text, standing.nameText,
    ]
    return TextTable.Row(
      cells: cells.map { TextTable.Cell(text: $0, style: style) },
      note: standing.state == .kept ? "" : standing.budget.origin?.note?.onOneLine(atMost: 120) ?? "")
  }
}

extension BudgetStanding.State {
  /// The state in words.
  package var text: String { self == .atRisk ? "at risk" : rawValue }
}
