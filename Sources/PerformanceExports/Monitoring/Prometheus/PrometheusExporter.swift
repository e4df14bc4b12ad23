/// A run in the text format 0.0.4 of Prometheus, for a Pushgateway, or for a textfile collector of node_exporter.
package enum PrometheusExporter: Exporter {
  package static let name = "prometheus"
  package static let abstract = "its metrics for a Pushgateway, or for a textfile collector (Prometheus, text 0.0.4)"

  /// A push replaces the newest run of the machine class and branch.
  package static let delivery: HTTPDelivery? = HTTPDelivery(
    method: "PUT", contentType: "text/plain; version=0.0.4; charset=utf-8", path: { PushgatewayGroup($0).path })

  package static func text(of run: ReportedRun) throws -> String {
    MetricText.document(try MetricExposition(run.metricFamilies), in: .prometheus)
  }
}
