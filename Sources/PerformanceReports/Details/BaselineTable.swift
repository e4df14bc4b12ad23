import PerformanceRecords

/// Baselines as a table for a terminal.
package struct BaselineTable: Sendable {
  /// A metric on file with where it comes from.
  package struct Row: Sendable, Encodable {
    /// The numbers.
    package var numbers: NumbersRow
    /// When, from what and why they were recorded.
    package var recorded: Provenance
  }

  /// The rows in order of the benchmarks on file.
  package let rows: [Row]
  private let origins: [String]

  /// A table of documents.
  package init(_ documents: [BaselineDocument]) {
    rows = documents.flatMap { document in
      document.benchmarks.flatMap { benchmark in
        benchmark.metrics.map { metric in
          Row(numbers: NumbersRow(document.id(of: benchmark), metric), recorded: benchmark.recorded)
        }
      }
    }
    origins = documents.map { document in
      let name = ([document.module] + document.suite).joined(separator: ".")
      let machine = document.machine.map { "times of \($0)" } ?? "counts"
      let origin = "\(name): \(machine), \(document.toolchain), methodology \(document.methodology)"
      return origin.shown(atMost: 300)
    }
  }

  /// Where the numbers are from, and the table.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    origins.flatMap { $0.wrapped(to: width) }
      + TextTable(columns: Self.columns, noteTitle: "reason", rows: texts).lines(width: width, colour: colour)
  }

  private static let columns: [TextTable.Column] = [
    .init("benchmark", narrowest: 16), .init("metric", narrowest: 8), .init("best", alignment: .right),
    .init("median", alignment: .right), .init("sessions", alignment: .right, presence: .whenThereIsRoom),
    .init("spread", alignment: .right), .init("detectable", alignment: .right), .init("recorded"),
    .init("commit", presence: .whenThereIsRoom),
  ]

  /// The reason of an entry stands at its first metric.
  private var texts: [TextTable.Row] {
    var last: BenchmarkID?
    return rows.map { row in
      let numbers = row.numbers
      let cells = [
        numbers.benchmark.shortDescription.shown(atMost: 200), numbers.metric.name.shown(atMost: 24),
        ValueFormat.text(numbers.best, of: numbers.metric), ValueFormat.text(numbers.median, of: numbers.metric),
        numbers.sessions.map { "\($0)" } ?? "–", numbers.spread, numbers.detectable, row.recorded.date.shown(atMost: 20),
        row.recorded.commit?.shown(atMost: 24) ?? "–",
      ]
      let note = numbers.benchmark == last ? "" : row.recorded.reason?.onOneLine(atMost: 300) ?? ""
      last = numbers.benchmark
      return TextTable.Row(cells: cells.map { .init(text: $0) }, note: note)
    }
  }
}
