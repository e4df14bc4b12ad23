import PerformanceRecords
import PerformanceStatistics
import PerformanceText

/// The sessions of a run as comma-separated values (RFC 4180), one line for each metric that a session read.
///
/// Values are per iteration, in the metric's unit. The quantiles are those of the session's samples; where there are none,
/// `unavailable` has the reason. `verdict` is the outcome for the metric, empty where it was not judged.
package enum CSVExporter: Exporter {
  package static let name = "csv"
  package static let abstract = "every reading of every session, one line each"

  private static let quantiles: [(title: String, probability: Double)] = [
    ("minimum", 0), ("p10", 0.1), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p90", 0.9), ("maximum", 1),
  ]
  private static let titles =
    [
      "run", "commit", "module", "suite", "test", "label", "pass", "round", "side", "iterations", "metric", "unit",
      "samples",
    ] + quantiles.map(\.title) + ["unavailable", "verdict"]

  package static func text(of run: RunSummary) -> String {
    let outcomes = Dictionary(run.verdicts.map { (Series($0.subject.id, $0.metric?.name), $0.outcome) }) { worst, _ in
      worst
    }
    let origin = [run.record.id ?? "", run.start?.provenance.revision ?? ""]
    let rows = run.record.sessions.lazy.flatMap { taken in
      taken.session.readings.map { reading in
        let outcome = outcomes[Series(taken.session.id, reading.metric.name)]
        return origin + cells(of: taken) + cells(of: reading) + [taken.side == .head ? outcome?.name ?? "" : ""]
      }
    }
    return ([titles] + rows).map(line).joined()
  }

  /// One metric of one benchmark.
  private struct Series: Hashable {
    let benchmark: BenchmarkID
    let metric: String?

    init(_ benchmark: BenchmarkID, _ metric: String?) {
      self.benchmark = benchmark
      self.metric = metric
    }
  }

  private static func cells(of taken: SessionEvent) -> [String] {
    let id = taken.session.id
    return [
      id.module, id.suite.joined(separator: "/"), id.test, id.label ?? "", taken.pass.rawValue, String(taken.round),
      taken.side.name, String(taken.session.iterations),
    ]
  }

  private static func cells(of reading: MetricReading) -> [String] {
    let values =
      reading.values.isEmpty ? [] : Quantile.values(quantiles.map(\.probability), of: reading.values).map(number)
    return [reading.metric.name, reading.metric.unit.rawValue, String(reading.values.count)]
      + (values.isEmpty ? quantiles.map { _ in "" } : values) + [reading.unavailable?.text ?? ""]
  }

  /// A number as all readers take it; whole ones without a fraction.
  private static func number(_ value: Double) -> String { Int(exactly: value).map { String($0) } ?? "\(value)" }

  private static func line(_ cells: [String]) -> String {
    cells.map(field).joined(separator: ",") + "\r\n"
  }

  /// A field in quotes where it has a separator, a quote or a line break.
  private static func field(_ text: String) -> String {
    let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
