import PerformanceRecords
import PerformanceTrends

/// Anomalies as JSON.
package struct AnomalyDocument: Encodable {
  /// The value of `schema` in the document.
  package static let schema = "swift-performance-testing/anomalies"
  /// The version of the document's schema.
  package static let version = 1

  private let schema = Self.schema
  private let version = Self.version
  private let branch: String?
  private let series: Int
  private let values: Int
  private let anomalies: [Entry]

  private struct Entry: Encodable {
    var benchmark: BenchmarkID?
    var metric: String
    var unit: String
    var environment: String
    var revision: String?
    var time: Double?
    var runs: [String]
    var value: Double
    var expected: Double
    var band: [Double]
    var score: Double?
    var effect: String
    var mayBeChange: Bool

    init(_ row: AnomalyDigest.Row, on axis: TrendAxis) {
      let (trend, anomaly, position) = (row.trend, row.anomaly, axis.positions[row.anomaly.index])
      (benchmark, metric, unit) = (trend.benchmark, trend.metric.name, trend.metric.unit.rawValue)
      (environment, revision, time, runs) = (trend.environment, position.revision, position.time, position.runs)
      (value, expected, score) = (anomaly.value, anomaly.expected, anomaly.score)
      band = [anomaly.band.lowerBound, anomaly.band.upperBound]
      effect = row.timesWorse > 1 ? "regression" : "improvement"
      mayBeChange = row.isOpen
    }
  }

  /// The document of a digest.
  package init(_ digest: AnomalyDigest) {
    (branch, series, values) = (digest.axis.branch, digest.seriesCount, digest.valueCount)
    anomalies = digest.rows.map { Entry($0, on: digest.axis) }
  }
}
