import PerformanceRecords
import PerformanceStatistics

/// The statistics of one session's samples that rules need, computed once.
package struct SampleStatistics: Hashable, Sendable {
  /// The samples in ascending order.
  package let sorted: [Double]
  /// Their mean.
  package let mean: Double
  /// Their variance, divided by n − 1; 0 for one sample.
  package let variance: Double
  /// The median.
  package let median: Double
  /// The 90 % quantile.
  package let p90: Double

  /// Computes the statistics; `nil` without samples, or where one is not above 0.
  package init?(_ samples: [Double]) {
    sorted = samples.sorted()
    guard samples.allSatisfy({ $0.isFinite && $0 > 0 }), let median = Quantile.value(0.5, ofSorted: sorted),
      let p90 = Quantile.value(0.9, ofSorted: sorted)
    else { return nil }
    let mean = samples.reduce(0, +) / Double(samples.count)
    let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    (self.mean, self.median, self.p90) = (mean, median, p90)
    variance = samples.count > 1 ? squares / Double(samples.count - 1) : 0
  }

  /// The best sample.
  package var minimum: Double { sorted[0] }
}
