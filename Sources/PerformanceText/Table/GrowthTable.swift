import PerformanceRecords

/// The cost of each size, and the cost divided by the declared growth: a rising quotient shows a faster growth.
package struct GrowthTable: Sendable {
  private let growth: Growth
  /// The function, the series and the cost, in one line.
  package let title: String

  /// The table of a verdict; `nil` for one that is not about growth, and without costs.
  /// - Parameter name: the name of the function.
  package init?(_ verdict: Verdict, name: String) {
    guard let growth = verdict.growth, !growth.points.isEmpty, growth.declared.model != nil else { return nil }
    self.growth = growth
    let series = growth.series.map { " (\($0.shown(atMost: 60)))" } ?? ""
    title = "\(name)\(series), \(growth.cost.name.shown(atMost: 60)) by size:"
  }

  /// The lines without line feeds.
  package func lines(width: Int) -> [String] {
    [title.shown(atMost: width)] + table.lines(width: width, colour: .off).map { "  " + $0 }
  }

  /// A size a row.
  package var table: TextTable {
    let columns = ["n", growth.cost.name.shown(atMost: 24), "÷ \(growth.declared.formula)"].map {
      TextTable.Column($0, alignment: .right)
    }
    return TextTable(columns: columns, noteTitle: "", rows: rows)
  }

  private var rows: [TextTable.Row] {
    growth.points.map { point in
      let share = growth.declared.model.map { Digits.significant(point.cost / $0.cost(of: point.size)) } ?? "–"
      let cells = [Growth.size(point.size), ValueFormat.text(point.cost, of: growth.cost), share]
      return TextTable.Row(cells: cells.map { TextTable.Cell(text: $0) })
    }
  }
}
