/// All runs of the history with their times, for `promtool tsdb create-blocks-from openmetrics`.
package enum OpenMetricsHistoryExporter: Exporter {
  package static let name = "openmetrics-history"
  package static let abstract = "the numbers of all runs up to it, with times, to fill a Prometheus (OpenMetrics 1.0)"

  package static func text(of run: ReportedRun) throws -> String {
    MetricText.document(try MetricExposition(run.historyFamilies), in: .openMetrics)
  }
}
