/// The metrics of a run in the JSON of OpenTelemetry.
package enum OTLPMetricsExporter: Exporter {
  package static let name = "otlp-metrics"
  package static let abstract = "its metrics for a collector of OpenTelemetry (OTLP/JSON)"
  package static let delivery: HTTPDelivery? = OTLP.delivery(path: "/v1/metrics")

  package static func text(of run: ReportedRun) throws -> String {
    let exposition = try MetricExposition(run.metricFamilies)
    let writer = OTLPMetricWriter(run)
    return OTLP.document(of: run, .metrics) { json in
      // The target is the resource.
      for family in exposition.families where family.name != "perf_target" { writer.write(family, to: &json) }
    }
  }
}
