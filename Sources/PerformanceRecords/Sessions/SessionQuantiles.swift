import PerformanceStatistics

/// The samples of one session of one metric, reduced to the quantiles that the rules and reports use.
package struct SessionQuantiles: Equatable, Sendable {
  /// The probabilities that are kept.
  package static let probabilities = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]

  /// One value for each of `probabilities`.
  package var values: [Double]

  /// Reduces samples; `nil` without any.
  package init?(samples: [Double]) {
    guard !samples.isEmpty else { return nil }
    values = Quantile.values(Self.probabilities, of: samples)
  }

  /// Quantiles read from a file; `nil` unless there is one ascending, finite value for each probability.
  package init?(values: [Double]) {
    guard values.count == Self.probabilities.count, Quantile.areAscending(values) else { return nil }
    self.values = values
  }

  /// The number that represents the session in a verdict: its best sample.
  ///
  /// Noise on a shared machine only adds cost. In replays of recorded null sessions the best of 30 samples beat the 10
  /// % quantile: twice as far from a false alarm, and half the misses at +25 %.
  package func summary(_ direction: MetricDescription.Direction) -> Double {
    switch direction {
    case .lowerIsBetter: values[0]
    case .higherIsBetter: values[values.count - 1]
    }
  }
}

extension [SessionQuantiles] {
  /// The number that represents each session in a verdict.
  package func summaries(_ direction: MetricDescription.Direction) -> [Double] { map { $0.summary(direction) } }
}
