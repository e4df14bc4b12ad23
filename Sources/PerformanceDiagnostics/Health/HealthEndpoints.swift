import Foundation
import PerformanceHTTP
import PerformanceHealth
import PerformanceSystem

/// Answers the addresses of the probes as the server of Kubernetes does.
package struct HealthEndpoints: Sendable {
  /// The addresses with what they ask for.
  package static let probes: KeyValuePairs<String, Set<HealthCheck.Probe>> = [
    "livez": [.live], "readyz": [.ready], "startupz": [.startup], "healthz": [.live, .ready, .startup],
  ]

  private let checks: [HealthCheck]
  private let limit: Double?
  private let checker: HealthChecker
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - limit: the seconds of every check instead of its own.
  ///   - now: the time for documents.
  package init(
    _ checks: [HealthCheck], limit: Double? = nil, checker: HealthChecker = HealthChecker(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    (self.checks, self.limit, self.checker, self.now) = (checks, limit, checker, now)
  }

  /// Makes the checks that a request asks for.
  package func response(to request: HTTPRequest) -> HTTPResponse {
    let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let probes = Self.probes.first { $0.key == parts.first.map { String($0) } }?.value
    guard let probes, parts.count <= 2 else { return HTTPResponse(.notFound) }
    var asked = checks.filter { probes.contains($0.probe) }
    if let id = parts.dropFirst().first {
      asked = asked.filter { $0.id == id }
      guard !asked.isEmpty else { return HTTPResponse(.notFound) }
    }
    let excluded = request.values("exclude")
    let unknown = excluded.filter { id in !asked.contains { $0.id == id } }
    asked = asked.filter { !excluded.contains($0.id) }
    let report = HealthReport(checker.results(of: asked, limit: limit))
    return response(to: request, report, title: parts.joined(separator: "/"), unknown: unknown)
  }

  private func response(
    to request: HTTPRequest, _ report: HealthReport, title: String, unknown: [String]
  ) -> HTTPResponse {
    let status: HTTPStatus = report.status == .fail ? .serviceUnavailable : .ok
    if request.fields["accept"]?.contains(HealthDocument.type) == true,
      let document = try? PrettyJSON.encode(HealthDocument(report, time: now()))
    {
      return HTTPResponse(status, type: HealthDocument.type, body: Array(document))
    }
    guard request.has("verbose") || report.status == .fail else { return HTTPResponse(status, text: "ok\n") }
    let warnings = unknown.map { "warn: there is no check '\($0.printable(atMost: 60))' to exclude" }
    return HTTPResponse(status, text: (warnings + report.lines(title)).joined(separator: "\n") + "\n")
  }
}
