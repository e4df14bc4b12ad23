import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// The sessions of a run, benchmark by benchmark, as a table for a terminal.
package struct SessionsTable: Sendable {
  /// The rows in order of the benchmarks.
  package let rows: [NumbersRow]
  private let waits: [BenchmarkID: Double]

  /// A table of a run's sessions.
  package init(_ record: RunRecord) {
    let sessions = record.headSessions
    rows = sessions.sorted { $0.key < $1.key }.flatMap { id, sessions in
      RecordedNumbers.metrics(of: sessions).map { metric in
        var row = NumbersRow(id, metric)
        row.sessions = sessions.count(with: metric.metric)
        return row
      }
    }
    waits = sessions.compactMapValues { sessions in sessions.compactMap(\.conditions.waitShare).max() }
  }

  /// The table; none without sessions.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    let columns: [TextTable.Column] = [
      .init("benchmark", narrowest: 16), .init("metric"), .init("best", alignment: .right),
      .init("median", alignment: .right), .init("spread", alignment: .right),
      .init("sessions", alignment: .right), .init("waited up to", alignment: .right, presence: .whenNamesFit),
    ]
    let texts = rows.map { row in
      [
        row.benchmark.shortDescription.shown(atMost: 200), row.metric.name.shown(atMost: 24),
        ValueFormat.text(row.best, of: row.metric), ValueFormat.text(row.median, of: row.metric),
        row.sessions == 1 ? "–" : row.spread, "\(row.sessions ?? 0)",
        row.metric.kind == .sampled ? waits[row.benchmark].map(ValueFormat.share) ?? "–" : "–",
      ]
    }
    let table = TextTable(
      columns: columns, noteTitle: "", rows: texts.map { TextTable.Row(cells: $0.map { .init(text: $0) }) })
    return table.lines(width: width, colour: colour)
  }
}
