import PerformanceRecords
import PerformanceStatistics
import PerformanceText

/// The sessions of a run as comma-separated values, one line for each metric that a session read.
///
/// Values are per iteration, in the metric's unit. The quantiles are those of the session's samples; where there are
/// none, `unavailable` has the reason. `verdict` is the outcome for the metric, empty where it was not judged.
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

  package static func text(of reported: ReportedRun) -> String {
    let run = reported.summary
    let outcomes = Dictionary(run.verdicts.map { (Series($0.subject.id, $0.metric?.name), $0.outcome) }) { worst, _ in
      worst
    }
    let origin = CSVField.origin(of: run)
    let rows = run.record.sessions.lazy.flatMap { taken in
      taken.session.readings.map { reading in
        let outcome = outcomes[Series(taken.session.id, reading.metric.name)]
        return origin + fields(of: taken) + fields(of: reading) + [
          .text(ifAny: taken.side == .head ? outcome?.name : nil)
        ]
      }
    }
    return CSVField.document([titles.map { .text($0) }] + rows)
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

  private static func fields(of taken: SessionEvent) -> [CSVField] {
    CSVField.name(of: taken.session.id) + [
      .text(taken.pass.rawValue), .count(taken.round), .text(taken.side.name), .count(taken.session.iterations),
    ]
  }

  private static func fields(of reading: MetricReading) -> [CSVField] {
    let values =
      reading.values.isEmpty
      ? quantiles.map { _ in CSVField.empty }
      : Quantile.values(quantiles.map(\.probability), of: reading.values).map { .number($0) }
    return [
      .text(reading.metric.name), .text(reading.metric.unit.rawValue), .count(reading.values.count),
    ] + values + [.text(ifAny: reading.unavailable?.text)]
  }
}

extension CSVField {
  /// The run and its commit.
  static func origin(of run: RunSummary) -> [CSVField] {
    [.text(ifAny: run.record.id), .text(ifAny: run.start?.provenance.revision)]
  }

  /// The module, the suite, the test and the label.
  static func name(of id: BenchmarkID) -> [CSVField] {
    [.text(id.module), .text(id.suite.joined(separator: "/")), .text(id.test), .text(ifAny: id.label)]
  }
}
