import Foundation
import PerformanceExports
import PerformanceReportCommands
import PerformanceTestSupport
import PerformanceText
import PerformanceWorkflows
import Synchronization
import Testing

/// `perftest export` hands documents to servers.
@Suite("Documents for servers", .timeLimit(.minutes(60)))
struct DeliveryTests {
  private static let pushgateway = ForeignReader.program("prometheus-pushgateway")

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(try MonitoringExample.log(), to: "run.jsonl")
  }

  /// Runs `perftest export NAME run.jsonl --output URL`, and gives its status and messages.
  private func export(
    _ format: String, to url: String, environment: [String: String] = [:]
  ) -> (status: Int32, messages: String) {
    let messages = Mutex("")
    let output = Output(
      results: Output.Stream { _ in true },
      messages: Output.Stream { text in
        messages.withLock { $0 += text }
        return true
      })
    let context = CommandContext(output: output, environment: environment, folder: folder.url)
    let status = CommandRunner.reports.run(["export", format, "run.jsonl", "--output", url], in: context)
    return (status.rawValue, messages.withLock { $0 })
  }

  @Test(
    "A Pushgateway takes a push, replaces it by the next one, and shows it with the branch and the machine class",
    .enabled(if: pushgateway != nil, "prometheus-pushgateway is not installed"))
  func push() async throws {
    let server = try await ForeignServer(try #require(Self.pushgateway)) { address in
      // Debian's keeps what is pushed in a file of the machine.
      ["--web.listen-address=\(address)", "--persistence.file=", "--log.level=error"]
    }
    for _ in 0..<2 {
      let (status, messages) = export("prometheus", to: server.url.absoluteString)
      #expect(status == 0 && messages.isEmpty, "\(messages)")
    }
    let lines = MonitoringExample.lines(of: try server.text("/metrics"), beginning: "perf_bench_duration_seconds{")
    #expect(lines.count == 7)
    let group = #"branch="feature/x",instance="",job="perftest",machine="amd-epyc-7r13-25.1.1-2cpu-kvm""#
    #expect(
      lines.contains(
        #"perf_bench_duration_seconds{bench="Shop.Cart/Totals/sum(of:)/10 items",\#(group),stat="best","#
          + #"suite="Shop.Cart/Totals"} 1.02e-07"#))
    try folder.write(try MonitoringExample.log().split(separator: "\n").prefix(1).joined() + "\n", to: "run.jsonl")
    #expect(export("prometheus", to: server.url.absoluteString).status == 0)
    let text = try server.text("/metrics")
    #expect(!text.contains("perf_bench_duration_seconds") && text.contains(#"perf_run_verdict="unfinished"} 1"#))
  }

  @Test("A collector gets JSON with the headers of OpenTelemetry's variable, and what it rejects is a warning")
  func collector() throws {
    let answer = #"{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"out of order"}}"#
    let server = try ScriptedServer([
      "200 OK\r\nContent-Length: \(answer.utf8.count)\r\nConnection: close\r\n\r\n\(answer)"
    ])
    let (status, messages) = export(
      "otlp-metrics", to: server.url.absoluteString, environment: ["OTEL_EXPORTER_OTLP_HEADERS": "api-key=k3y"])
    #expect(status == 0)
    #expect(messages == "warning: the server did not keep everything: 2 data points rejected: out of order\n")
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("POST /v1/metrics HTTP/1.1\r\n"))
    let headers = request.lowercased()
    #expect(headers.contains("\r\napi-key: k3y\r\n") && headers.contains("\r\ncontent-type: application/json\r\n"))
    #expect(request.hasSuffix(try OTLPMetricsExporter.text(of: MonitoringExample.run())))
  }

  @Test("Malformed headers and URLs are errors without their text")
  func invalid() {
    let headers = export("otlp-logs", to: "http://h", environment: ["OTEL_EXPORTER_OTLP_HEADERS": "s3cret"])
    #expect(headers.status == 78 && headers.messages.contains("pair 1") && !headers.messages.contains("s3cret"))
    let url = export("otlp-logs", to: "http://user:s3cret@/ x")
    #expect(url.status == 64 && !url.messages.contains("s3cret"))
    let format = export("openmetrics", to: "http://h")
    #expect(format.status == 64 && format.messages.contains("servers take"))
  }
}
