import PerformanceText

/// A run as the JSON document that `perftest gate --json` writes.
package enum JSONExporter: Exporter {
  package static let name = "json"
  package static let abstract = "the verdicts and warnings, as 'gate --json' writes them"

  package static func text(of reported: ReportedRun) throws -> String {
    try RunReport(reported.summary).text()
  }
}
