import Foundation
import PerformanceExports
import Testing

/// The documents of small runs, to the character.
@Suite("Documents for monitoring")
struct MonitoringDocumentTests {
  /// A format, the run, and the file with its document.
  private static let documents: [(format: String, run: ReportedRun, file: String)] = [
    ("openmetrics", MonitoringExample.run(), "run-openmetrics.txt"),
    ("prometheus", MonitoringExample.run(), "run.prom"),
    ("openmetrics", MonitoringExample.gpuRun(), "gpu-openmetrics.txt"),
    ("openmetrics-history", ReportedExample.run(benchmarks: 2, runs: 3), "history-openmetrics.txt"),
    ("prometheus-rules", MonitoringExample.run(), "run-rules.yml"),
    ("grafana", MonitoringExample.run(), "run-grafana.json"),
    ("otlp-metrics", MonitoringExample.gpuRun(), "gpu-otlp-metrics.json"),
    ("otlp-metrics", MonitoringExample.run(), "run-otlp-metrics.json"),
    ("otlp-logs", MonitoringExample.run(), "run-otlp-logs.json"),
    ("otlp-traces", MonitoringExample.run(), "run-otlp-traces.json"),
  ]

  @Test("Each is that of its file", arguments: documents.indices)
  func document(index: Int) throws {
    let (format, run, file) = Self.documents[index]
    let text = try #require(ExportFormat(named: format)).text(of: run)
    let url = try #require(Bundle.module.url(forResource: "Fixtures/Monitoring/\(file)", withExtension: nil))
    let expected = try String(contentsOf: url, encoding: .utf8)
    let differing = zip(text.split(separator: "\n"), expected.split(separator: "\n")).first { $0 != $1 }
    // Not in the expectation itself, which would print both documents.
    let isEqual = text.utf8.elementsEqual(expected.utf8)
    #expect(isEqual, "\(differing.map { "\($0.0.prefix(2_000))\n\($0.1.prefix(2_000))" } ?? "one is longer")")
  }
}
