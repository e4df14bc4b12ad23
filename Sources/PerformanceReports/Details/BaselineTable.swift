import PerformanceRecords
import PerformanceText

/// A baseline file as a table for a terminal.
package struct BaselineTable: Sendable {
  /// A metric of a baseline with its provenance.
  package struct Row: Sendable, Encodable {
    /// The numbers.
    package var numbers: NumbersRow
    /// When, from what and why they were recorded.
    package var recorded: Provenance
  }

  /// The rows in order of the benchmarks on file.
  package let rows: [Row]
  private let document: BaselineDocument

  /// A table of a document.
  package init(_ document: BaselineDocument) {
    self.document = document
    rows = document.benchmarks.flatMap { benchmark in
      benchmark.metrics.map { metric in
        Row(numbers: NumbersRow(document.id(of: benchmark), metric), recorded: benchmark.recorded)
      }
    }
  }

  /// The lines for a terminal: the environment of the numbers, the table, and the recordings that made it.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    let table = TextTable(columns: Self.columns, noteTitle: "", rows: rows.map(text))
    return origin.wrapped(to: width) + table.lines(width: width, colour: colour)
      + (recordings + refusals + document.benchmarks.gpus.map { "GPU numbers are of " + $0 }).flatMap {
        $0.wrapped(to: width)
      }
  }

  private var origin: String {
    let name = ([document.module] + document.suite).joined(separator: ".")
    let machine = document.machine.map { "times of \($0)" } ?? "counts"
    return "\(name): \(machine), \(document.toolchain), methodology \(document.methodology)".shown(atMost: 300)
  }

  private static let columns: [TextTable.Column] = [
    .init("benchmark", narrowest: 16), .init("metric", narrowest: 8), .init("best", alignment: .right),
    .init("median", alignment: .right), .init("sessions", alignment: .right, presence: .whenNamesFit),
    .init("spread", alignment: .right), .init("detectable", alignment: .right), .init("recorded"),
  ]

  private func text(_ row: Row) -> TextTable.Row {
    let numbers = row.numbers
    // The suite is the heading of the table.
    let name = numbers.benchmark.test + (numbers.benchmark.label.map { "/" + $0 } ?? "")
    let cells = [
      name.shown(atMost: 200),
      numbers.metric.name.shown(atMost: 24), ValueFormat.text(numbers.best, of: numbers.metric),
      ValueFormat.text(numbers.median, of: numbers.metric), numbers.sessions.map { "\($0)" } ?? "–", numbers.spread,
      numbers.detectable, row.recorded.date.shown(atMost: 20),
    ]
    return TextTable.Row(cells: cells.map { .init(text: $0) })
  }

  /// `refused on 2026-11-28: decode() wallClock, which could show no less than 130 %`.
  private var refusals: [String] {
    document.benchmarks.flatMap { benchmark in
      benchmark.refused.map { refused in
        let name = benchmark.test + (benchmark.label.map { "/" + $0 } ?? "")
        let change = refused.detectable.map { ", which could show no less than \(Int(($0 * 100).rounded())) %" }
        let reason = refused.reason.map { ": " + $0.onOneLine(atMost: 300) }
        return "refused on \(refused.date.shown(atMost: 20)): \(name.shown(atMost: 200)) "
          + refused.name.shown(atMost: 60) + (change ?? "") + (reason ?? "")
      }
    }
  }

  /// `2026-01-31 from 35d4ac87b665, 8 benchmarks: the reason`, the newest first.
  private var recordings: [String] {
    let byProvenance = Dictionary(grouping: document.benchmarks, by: \.recorded)
    return byProvenance.sorted { ($0.key.date, $0.key.commit ?? "") > ($1.key.date, $1.key.commit ?? "") }.map {
      provenance, benchmarks in
      provenance.text + ", " + Plural.text(benchmarks.count, "benchmark")
        + (provenance.reason.map { ": " + $0.onOneLine(atMost: 300) } ?? "")
    }
  }
}

extension [BaselineBenchmark] {
  /// The distinct GPUs of the entries in a few words, in order.
  var gpus: [String] { Set(compactMap(\.gpu)).map(\.text).sorted() }
}

extension Provenance {
  /// The date and the commit: `recorded 2026-01-31 from 35d4ac87b665`.
  package var text: String { ("recorded " + date + (commit.map { " from \($0)" } ?? "")).shown(atMost: 80) }
}
