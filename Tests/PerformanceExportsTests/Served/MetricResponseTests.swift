import PerformanceExports
import PerformanceHTTP
import PerformanceReportCommands
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Answers to scrapers")
struct MetricResponseTests {
  private static let families = [MetricFamily("a", .gauge, help: "A.", series: [MetricSeries([], 1)])]

  private func response(
    _ path: String, accept: String? = nil, _ families: [MetricFamily] = families, errors: Int = 0
  ) -> HTTPResponse {
    var reported = 0
    let response = MetricResponse(path: path, accept: accept).response {
      families
    } report: { _ in
      reported += 1
    }
    #expect(reported == errors)
    return response
  }

  @Test(
    "The document has the media type of its format",
    arguments: [
      (nil, "text/plain; version=0.0.4; charset=utf-8", "# HELP a A.\n# TYPE a gauge\na 1\n"),
      (
        "application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8",
        "# TYPE a gauge\n# HELP a A.\na 1\n# EOF\n"
      ),
    ] as [(String?, String, String)])
  func document(accept: String?, type: String, text: String) {
    let response = response("/metrics", accept: accept)
    #expect(response.status == .ok && response.type == type)
    #expect(String(decoding: response.body, as: UTF8.self) == text)
  }

  @Test("The root says where the metrics are, and nothing else is there")
  func paths() {
    #expect(String(decoding: response("/").body, as: UTF8.self) == "/metrics\n")
    for path in ["/metrics/", "/metric", "/favicon.ico", ""] { #expect(response(path).status == .notFound) }
  }

  @Test("Families that no reader accepts are an error of the server, which is reported")
  func invalid() {
    #expect(response("/metrics", Self.families + Self.families, errors: 1).status == .internalError)
  }
}
