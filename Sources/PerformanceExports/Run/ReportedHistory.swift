import PerformanceRecords
import PerformanceReports
import PerformanceTrends

/// The runs up to a reported one, with the trends of their series.
package struct ReportedHistory: Sendable {
  /// The runs in their order.
  package let axis: TrendAxis
  /// The positions of the period that a report is about.
  package let period: Range<Int>
  /// The series, in their order.
  package let trends: [Trend]
  /// What changed within the period, the worst first.
  package let digest: TrendDigest
  private let indices: [Key: [Int]]

  private struct Key: Hashable {
    let benchmark: BenchmarkID
    let metric: String
  }

  package init(axis: TrendAxis, period: Range<Int>, trends: [Trend]) {
    (self.axis, self.period, self.trends) = (axis, period, trends)
    digest = TrendDigest(trends, on: axis, period: period)
    var indices: [Key: [Int]] = [:]
    for (index, trend) in trends.enumerated() {
      guard let benchmark = trend.benchmark else { continue }
      indices[Key(benchmark: benchmark, metric: trend.metric.name), default: []].append(index)
    }
    self.indices = indices
  }

  /// The series of a metric of a benchmark, one for each machine class or toolchain that measured it.
  package func trends(of benchmark: BenchmarkID, metric: String) -> [Trend] {
    (indices[Key(benchmark: benchmark, metric: metric)] ?? []).map { trends[$0] }
  }

  /// The series of a metric of a benchmark that has the newest value.
  package func newestTrend(of benchmark: BenchmarkID, metric: String) -> Trend? {
    trends(of: benchmark, metric: metric).max { first, second in
      (first.values.lastIndex(where: \.isFinite) ?? -1) < (second.values.lastIndex(where: \.isFinite) ?? -1)
    }
  }
}
