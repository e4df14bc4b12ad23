import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// Numbers of two origins as a table for a terminal, the worst change first.
package struct ComparisonTable: Sendable {
  /// The numbers that are shown.
  package enum Selection: Equatable, Sendable {
    /// Those that differ by more than chance.
    case changed
    /// All of them.
    case all
  }

  private let comparison: NumbersComparison
  private let width: Int
  private let colour: Colour
  /// Whether all benchmarks are of one module, which their names leave out then.
  private let isOfOneModule: Bool

  /// Creates a table of a comparison. The default width serves output that is not a terminal.
  package init(_ comparison: NumbersComparison, width: Int = 120, colour: Colour = .off) {
    self.comparison = comparison
    self.width = width
    self.colour = colour
    let modules =
      comparison.rows.map(\.benchmark.module) + (comparison.onlyOld + comparison.onlyNew).map(\.module)
    isOfOneModule = Set(modules).count <= 1
  }

  /// The lines: the runs of the history, other differences, the table, and the benchmarks that only one side has.
  package func lines(_ selection: Selection) -> [String] {
    let table = table(selection)
    let hidden = comparison.rows.count - table.rows.count
    return runs + differences.map { Style.yellow.applied(to: $0, colour) }
      + table.lines(width: width, colour: colour)
      + only("old", comparison.onlyOld) + only("new", comparison.onlyNew)
      + [counts + (hidden == 0 ? "" : "; --all shows the \(hidden) that do not differ")]
  }

  /// The numbers that are shown, one a row.
  package func table(_ selection: Selection) -> TextTable {
    let rows = selection == .all ? comparison.rows : comparison.rows.filter(\.differs)
    return TextTable(columns: Self.columns, noteTitle: "", rows: rows.map(row))
  }

  /// The runs of the history that are compared, one a line.
  package var runs: [String] {
    let sides = [("old", comparison.oldRun), ("new", comparison.newRun)]
    return sides.compactMap { side, run in run.map { "\(side): \($0.text)" } }
  }

  /// Differences of the two sides besides the code, one a line.
  package var differences: [String] { otherCauses + timesElsewhere }

  private var timesElsewhere: [String] {
    let count = comparison.timesElsewhere
    guard count > 0 else { return [] }
    return [
      "\(Plural.text(count, "time")) of different machines \(count == 1 ? "is" : "are") not compared; --all shows "
        + (count == 1 ? "it" : "them")
    ]
  }

  private var otherCauses: [String] {
    guard !comparison.differences.isEmpty else { return [] }
    let parts = comparison.differences.map { difference in
      let (old, new) = (difference.old.joined(separator: ", "), difference.new.joined(separator: ", "))
      return "\(difference.subject) (\(old) → \(new))".shown(atMost: 300)
    }
    return ["a change may have a cause other than the code, since these differ: " + parts.joined(separator: ", ")]
  }

  private static let columns: [TextTable.Column] = [
    .init("benchmark", narrowest: 16), .init("metric", narrowest: 8), .init("old", alignment: .right),
    .init("new", alignment: .right), .init("change", alignment: .right),
    .init("interval"), .init("sessions", alignment: .right, presence: .whenNamesFit),
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

  /// The numbers of both sides in one line.
  package var counts: String {
    let benchmarks = Plural.text(Set(comparison.rows.map(\.benchmark)).count, "benchmark")
    let notable = comparison.rows.filter(\.isNoteworthy)
    let worse = notable.count { $0.worsening > 1 }
    return "\(benchmarks) in both, \(Plural.text(comparison.rows.count, "number")): "
      + "\(worse) worse, \(notable.count - worse) better, \(comparison.rows.count - notable.count) about the same"
  }

  /// A benchmark as the table names it.
  package func name(_ benchmark: BenchmarkID) -> String {
    (isOfOneModule ? benchmark.shortDescription : benchmark.description).shown(atMost: 200)
  }
}
