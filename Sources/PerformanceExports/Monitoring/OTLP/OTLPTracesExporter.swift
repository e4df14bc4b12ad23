/// The run as spans of OpenTelemetry: what was measured when, and what is red.
package enum OTLPTracesExporter: Exporter {
  package static let name = "otlp-traces"
  package static let abstract = "the run, its suites, benchmarks and passes as spans (OTLP/JSON)"
  package static let delivery: HTTPDelivery? = OTLP.delivery(path: "/v1/traces")

  package static func text(of run: ReportedRun) throws -> String {
    let trace = RunTrace(run.summary.record)
    return OTLP.document(of: run, .traces) { json in
      for span in RunSpans(run).spans { write(span, in: trace, to: &json) }
    }
  }

  /// `SPAN_KIND_INTERNAL`.
  private static let kind = 1
  /// `STATUS_CODE_ERROR`.
  private static let failed = 2

  private static func write(_ span: RunSpans.Span, in trace: RunTrace, to json: inout JSONText) {
    json.object { json in
      json.member("traceId", trace.traceID)
      json.member("spanId", span.id)
      if let parent = span.parent { json.member("parentSpanId", parent) }
      json.member("name", span.name)
      json.member("kind", kind)
      json.member("startTimeUnixNano", OTLP.nanoseconds(span.begin))
      json.member("endTimeUnixNano", OTLP.nanoseconds(span.end))
      OTLP.write(span.attributes, to: &json)
      json.object("status") { json in
        guard let error = span.error else { return }
        json.member("code", failed)
        json.member("message", error)
      }
    }
  }
}
