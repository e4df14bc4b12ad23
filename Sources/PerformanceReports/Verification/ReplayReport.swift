import PerformanceRegression
import PerformanceText
import PerformanceVerification

/// A replay as one JSON document, for other tools.
package struct ReplayReport: Encodable, Sendable {
  private let schema = "swift-performance-testing/replay"
  private let version = 1
  private let series: Int
  private let tolerant: Int
  private let rules: [Rule]

  private struct Rule: Encodable {
    let rule: String
    let counts: RuleReplay.Count
  }

  /// The report of a replay.
  package init(_ replay: RuleReplay) {
    series = replay.series
    tolerant = replay.tolerant
    rules = replay.counts.map { Rule(rule: $0.name, counts: $0.count) }
  }
}
