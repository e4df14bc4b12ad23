import Foundation
import PerformanceRecords
import PerformanceStatistics
import PerformanceText

/// The verdicts of a page as a table, for scripts: those of the page make a CSV file of it.
struct PageData: Encodable {
  /// The value of `schema` in the document.
  static let schema = "swift-performance-testing/page"
  /// The version of the document's schema.
  static let version = 1

  private let schema = Self.schema
  private let version = Self.version
  private let run: String?
  private let commit: String?
  private let time: Double?
  private let title: String
  private let columns = [
    "benchmark", "metric", "unit", "verdict", "reason", "red", "baseline", "now", "ratio", "lower", "upper", "coverage",
    "sessions", "detectable",
  ]
  private let rows: [Row]

  init(_ content: PageContent, title: String) {
    let summary = content.summary
    run = summary.record.id
    commit = summary.start?.provenance.revision
    time = summary.record.time
    self.title = title
    rows = summary.verdicts.map { Row(verdict: $0, isRed: summary.isRed($0)) }
  }

  /// The document, the same bytes for the same run.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  private struct Row: Encodable {
    let verdict: Verdict
    let isRed: Bool

    func encode(to encoder: any Encoder) throws {
      var row = encoder.unkeyedContainer()
      try row.encode(verdict.subject.description)
      try row.encode(verdict.metric?.name)
      try row.encode(verdict.metric?.unit.rawValue)
      try row.encode(verdict.outcome.name)
      try row.encode(verdict.reason.name)
      try row.encode(isRed)
      for number in [
        verdict.baseline, verdict.now, verdict.ratio, verdict.interval?.lower, verdict.interval?.upper,
        verdict.interval?.coverage,
      ] {
        try row.encode(number.flatMap { $0.isFinite ? $0 : nil })
      }
      try row.encode(verdict.sessions)
      try row.encode(verdict.smallestDetectableChange.flatMap { $0.isFinite ? $0 : nil })
    }
  }
}
