/// A run in OpenMetrics 1.0.
package enum OpenMetricsExporter: Exporter {
  package static let name = "openmetrics"
  package static let abstract = "its metrics with units and exemplars (OpenMetrics 1.0)"

  package static func text(of run: ReportedRun) throws -> String {
    MetricText.document(try MetricExposition(run.metricFamilies), in: .openMetrics)
  }
}
