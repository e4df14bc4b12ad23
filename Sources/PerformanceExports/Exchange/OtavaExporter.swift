import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceSystem

/// The runs of the history and this run as comma-separated values, one line each, for Apache Otava.
///
/// A column has the values of one metric of one benchmark, on the machine class and the toolchain of this run. Otava
/// refuses an empty value: a missing one repeats the value before it, and at the beginning that after it, as Otava
/// itself does with gaps in its other sources. Without a history there is one line.
package enum OtavaExporter: Exporter {
  package static let name = "otava-csv"
  package static let abstract = "the runs of the history as a table, for the change points of Apache Otava"

  /// A row of the table.
  private struct Row {
    let time: Double
    let commit: String?
    let run: String?
    /// The position on the axis of the history; `nil` for this run.
    let position: Int?
  }

  /// A column with numbers.
  private struct Column {
    let name: String
    let values: [Double]
  }

  package static func text(of reported: ReportedRun) -> String {
    let rows = rows(of: reported)
    let columns = columns(of: reported, rows)
    let head = ["time", "commit", "run"] + columns.map(\.name).madeDistinct { "\($0) (\($1))" }
    var text = CSVText()
    for title in head { text.add(.text(title)) }
    text.endLine()
    for (index, row) in rows.enumerated() {
      let time = Date(timeIntervalSince1970: row.time).text(utc: "yyyy-MM-dd'T'HH:mm:ss'Z'")
      for field in [.text(time), .text(ifAny: row.commit), .text(ifAny: row.run)] as [CSVField] { text.add(field) }
      for column in columns { text.add(.number(column.values[index])) }
      text.endLine()
    }
    return text.document
  }

  /// The positions of the history whose times are known, and this run unless it is part of them.
  private static func rows(of reported: ReportedRun) -> [Row] {
    let record = reported.summary.record
    let positions = reported.history?.axis.positions ?? []
    var rows = positions.enumerated().compactMap { index, position in
      position.time.map { Row(time: $0, commit: position.revision, run: position.runs.last, position: index) }
    }
    let isKept = record.id.map { id in positions.contains { $0.runs.contains(id) } } ?? false
    if !isKept {
      let commit = reported.summary.start?.provenance.revision
      rows.append(Row(time: record.time ?? 0, commit: commit, run: record.id, position: nil))
    }
    return rows
  }

  /// The metrics that this run measured, each with its values of the history.
  private static func columns(of reported: ReportedRun, _ rows: [Row]) -> [Column] {
    reported.measuredBenchmarks.flatMap { benchmark in
      benchmark.metrics.compactMap { metric in
        let name = "\(benchmark.name) \(metric.description.name)"
        let trend = trend(of: benchmark.id, metric.description, in: reported)
        let values = rows.map { row in row.position.map { trend?.values[$0] ?? .nan } ?? metric.value }
        return filled(values).map { Column(name: name, values: $0) }
      }
    }
  }

  /// The series of the run's own environment; the newest one where the environment is unknown.
  private static func trend(of id: BenchmarkID, _ metric: MetricDescription, in reported: ReportedRun) -> Trend? {
    let trends = reported.history?.trends(of: id, metric: metric.name) ?? []
    guard let environment = reported.summary.environment, trends.count > 1 else { return trends.first }
    let name = metric.isOfMachine ? environment.machine.folderName : environment.toolchain.folderName
    return trends.first { $0.environment == name }
  }

  /// The values without gaps; `nil` where there are none.
  private static func filled(_ values: [Double]) -> [Double]? {
    guard var last = values.first(where: \.isFinite) else { return nil }
    return values.map { value in
      if value.isFinite { last = value }
      return last
    }
  }
}
