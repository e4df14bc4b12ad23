import Foundation
import PerformanceHealth
import PerformanceRecords
import PerformanceSystem

/// The results as a document of the shape of health+json (draft-inadarei-api-health-check-06).
package struct HealthDocument: Encodable {
  /// The media type.
  package static let type = "application/health+json"

  /// One finding of a check.
  private struct Detail: Encodable {
    var componentType = "system"
    var componentId: String
    var status: String
    var observedValue: Double?
    var observedUnit: String?
    var limit: Double?
    var seconds: Double
    var time: String
    var output: String
    var remedy: String?
  }

  private let status: String
  private let version: String
  private let description: String
  private let checks: [String: [Detail]]

  /// - Parameter time: when the checks were made.
  package init(_ report: HealthReport, time: Date) {
    status = report.status.rawValue
    version = PerftestCommand.version
    description = "swift-performance-testing"
    let text = time.text(utc: "yyyy-MM-dd'T'HH:mm:ss'Z'")
    checks = Dictionary(
      report.results.map { result in
        (
          "\(result.probe.rawValue):\(result.id)",
          result.findings.map { finding in
            Detail(
              componentId: finding.name, status: finding.status.rawValue, observedValue: finding.measure?.value,
              observedUnit: finding.measure?.unit, limit: finding.measure?.limit,
              seconds: (result.seconds * 1e6).rounded() / 1e6, time: text, output: finding.found,
              remedy: finding.advice)
          }
        )
      }, uniquingKeysWith: { $0 + $1 })
  }
}
