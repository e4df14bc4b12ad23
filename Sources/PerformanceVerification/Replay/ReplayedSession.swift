import PerformanceRecords
import PerformanceStatistics

/// The statistics of one session's samples that rules need, computed once.
package struct ReplayedSession: Equatable, Sendable {
  /// The samples in ascending order.
  package let sorted: [Double]
  /// Their mean.
  package let mean: Double
  /// Their variance, divided by n − 1; 0 for one sample.
  package let variance: Double
  /// Their median, between two of an even number of samples.
  package let median: Double
  /// The 90 % quantile.
  package let p90: Double

  /// Computes the statistics; `nil` without samples, or where one is not above 0.
  package init?(_ samples: [Double]) {
    sorted = samples.sorted()
    guard samples.allSatisfy({ $0.isFinite && $0 > 0 }), let median = Quantile.value(0.5, ofSorted: sorted),
      let p90 = Quantile.value(0.9, ofSorted: sorted), let moments = SampleMoments(samples)
    else { return nil }
    (self.median, self.p90) = (median, p90)
    (mean, variance) = (moments.mean, moments.variance)
  }

  /// The best sample.
  package var minimum: Double { sorted[0] }
}
