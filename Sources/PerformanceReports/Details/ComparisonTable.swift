import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// Numbers of two origins as a table for a terminal, the worst change first.
package struct ComparisonTable: Sendable {
  private let comparison: NumbersComparison
  private let width: Int
  private let colour: Colour

  /// Creates a table of a comparison. The default width serves output that is not a terminal.
  package init(_ comparison: NumbersComparison, width: Int = 120, colour: Colour = .off) {
    self.comparison = comparison
    self.width = width
    self.colour = colour
  }

  /// The lines: other differences, the table, and the benchmarks that only one side has.
  package var lines: [String] {
    let table = TextTable(columns: Self.columns, noteTitle: "", rows: comparison.rows.map(row))
    return differences + table.lines(width: width, colour: colour)
      + only("old", comparison.onlyOld) + only("new", comparison.onlyNew) + [counts]
  }

  private var differences: [String] {
    guard !comparison.differences.isEmpty else { return [] }
    let parts = comparison.differences.map { difference in
      let (old, new) = (difference.old.joined(separator: ", "), difference.new.joined(separator: ", "))
      return "\(difference.subject) (\(old) → \(new))".shown(atMost: 300)
    }
    let text = "a change may have another cause than the code, these differ: " + parts.joined(separator: ", ")
    return [Style.yellow.applied(to: text, colour)]
  }

  private static let columns: [TextTable.Column] = [
    .init("benchmark", narrowest: 16), .init("metric", narrowest: 8), .init("old", alignment: .right),
    .init("new", alignment: .right), .init("change", alignment: .right),
    .init("interval"), .init("sessions", alignment: .right, presence: .whenThereIsRoom),
  ]

  private func row(_ row: NumbersComparison.Row) -> TextTable.Row {
    let style: Style = !row.isNoteworthy ? .plain : row.worsening > 1 ? .red : .green
    var cells = [
      name(row.benchmark), row.metric.name.shown(atMost: 24), ValueFormat.text(row.old, of: row.metric),
      ValueFormat.text(row.new, of: row.metric), ValueFormat.change(from: row.old, to: row.new, of: row.metric),
      row.interval.map { ValueFormat.interval($0) + " " + ValueFormat.share($0.coverage) } ?? "–", "–",
    ].map { TextTable.Cell(text: $0) }
    cells[4].style = style
    if let old = row.oldSessions, let new = row.newSessions { cells[6].text = "\(old) → \(new)" }
    return TextTable.Row(cells: cells)
  }

  private func only(_ side: String, _ benchmarks: [BenchmarkID]) -> [String] {
    benchmarks.isEmpty ? [] : ["only in the \(side) one:"] + benchmarks.map { "    " + name($0) }
  }

  private var counts: String {
    let benchmarks = Plural.text(Set(comparison.rows.map(\.benchmark)).count, "benchmark")
    let notable = comparison.rows.filter(\.isNoteworthy)
    let worse = notable.count { $0.worsening > 1 }
    return "\(benchmarks) in both, \(Plural.text(comparison.rows.count, "number")): "
      + "\(worse) worse, \(notable.count - worse) better, \(comparison.rows.count - notable.count) about the same"
  }

  private func name(_ benchmark: BenchmarkID) -> String {
    let all =
      comparison.rows.lazy.map(\.benchmark.module) + comparison.onlyOld.map(\.module)
      + comparison.onlyNew.map(\.module)
    let isAlone = all.allSatisfy { $0 == benchmark.module }
    return (isAlone ? benchmark.shortDescription : benchmark.description).shown(atMost: 200)
  }
}
