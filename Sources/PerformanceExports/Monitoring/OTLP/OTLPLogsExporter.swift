import PerformanceRecords
import PerformanceText

/// The verdicts and warnings of a run as log records of OpenTelemetry.
package enum OTLPLogsExporter: Exporter {
  package static let name = "otlp-logs"
  package static let abstract = "the verdicts and warnings as log records (OTLP/JSON)"
  package static let delivery: HTTPDelivery? = OTLP.delivery(path: "/v1/logs")

  package static func text(of run: ReportedRun) throws -> String {
    let writer = LogWriter(run)
    return OTLP.document(of: run, .logs) { json in writer.write(to: &json) }
  }
}

/// Severities of OpenTelemetry.
private enum Severity: Int {
  case information = 9
  case warning = 13
  case error = 17

  var text: String {
    switch self {
    case .information: "INFO"
    case .warning: "WARN"
    case .error: "ERROR"
    }
  }
}

private struct LogWriter {
  private let run: ReportedRun
  private let trace: RunTrace
  private let labels: MonitoringLabels
  /// The benchmarks with spans.
  private let measured: Set<BenchmarkID>
  private let time: String

  init(_ run: ReportedRun) {
    self.run = run
    let record = run.summary.record
    trace = RunTrace(record)
    labels = MonitoringLabels(of: run.summary)
    measured = Set(record.sessions.map(\.session.id))
    time = OTLP.nanoseconds(record.end ?? record.time ?? 0)
  }

  func write(to json: inout JSONText) {
    let summary = run.summary
    guard summary.record.id != nil else { return }
    for verdict in summary.verdicts { write(verdict, to: &json) }
    for (benchmark, warning) in summary.record.warnings {
      write("perf.warning", .warning, warning.text, about: benchmark, attributes(of: benchmark), to: &json)
    }
    if let failure = summary.testFailure {
      write("perf.test_failure", .error, failure, about: nil, [], to: &json)
    }
    let counts = summary.counts.inWords.joined(separator: ", ")
    write(
      "perf.run", summary.exitStatus == .pass ? .information : .error,
      counts.isEmpty ? "no verdict" : counts, about: nil,
      [OTLP.Attribute("test.suite.run.status", .string(RunState(summary.exitStatus).suiteStatus))], to: &json)
  }

  private func write(_ verdict: Verdict, to json: inout JSONText) {
    let isRed = run.summary.isRed(verdict)
    let severity: Severity =
      isRed ? .error : verdict.outcome == .same || verdict.outcome == .improved ? .information : .warning
    var more = [
      OTLP.Attribute("test.case.result.status", isRed ? "fail" : "pass"),
      OTLP.Attribute("perf.verdict", verdict.outcome.name), OTLP.Attribute("perf.reason", verdict.reason.name),
      OTLP.Attribute("perf.metric", verdict.metric?.name), OTLP.Attribute("perf.unit", verdict.metric?.unit.rawValue),
    ].compactMap { $0 }
    let numbers = [("perf.baseline", verdict.baseline), ("perf.value", verdict.now), ("perf.ratio", verdict.ratio)]
    more += numbers.compactMap { name, value in value.map { OTLP.Attribute(name, .number($0)) } }
    if let location = verdict.location {
      more += [
        OTLP.Attribute("code.file.path", .string(run.path(location.filePath))),
        OTLP.Attribute("code.line.number", .integer(location.line)),
      ]
    }
    let id = verdict.subject.id
    write("perf.verdict", severity, verdict.sentence, about: id, attributes(of: id) + more, to: &json)
  }

  private func attributes(of benchmark: BenchmarkID) -> [OTLP.Attribute] {
    [
      OTLP.Attribute("test.suite.name", .string(MonitoringLabels.suite(of: benchmark))),
      OTLP.Attribute("test.case.name", .string(labels.name(of: benchmark))),
    ]
  }

  private func write(
    _ event: String, _ severity: Severity, _ body: String, about benchmark: BenchmarkID?,
    _ attributes: [OTLP.Attribute], to json: inout JSONText
  ) {
    json.object { json in
      json.member("timeUnixNano", time)
      json.member("observedTimeUnixNano", time)
      json.member("severityNumber", severity.rawValue)
      json.member("severityText", severity.text)
      json.object("body") { $0.member("stringValue", body) }
      OTLP.write([OTLP.Attribute("perf.run.id", run.summary.record.id)].compactMap { $0 } + attributes, to: &json)
      json.member("traceId", trace.traceID)
      // A benchmark without a session has no span.
      let span = benchmark.flatMap { measured.contains($0) ? trace.benchmarkID(labels.name(of: $0)) : nil }
      json.member("spanId", span ?? trace.runID)
      json.member("eventName", event)
    }
  }
}
