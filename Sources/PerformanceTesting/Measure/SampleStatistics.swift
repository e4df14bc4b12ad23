import PerformanceStatistics

/// Statistics of the samples of a metric, in the metric's unit for one iteration.
///
/// There is at least one sample: where nothing was measured there are no statistics.
public struct SampleStatistics: Sendable {
  /// The samples in ascending order.
  public let samples: [Double]

  /// The mean of the samples.
  public let mean: Double

  package init?(samples: [Double]) {
    guard !samples.isEmpty else { return nil }
    self.samples = samples.sorted()
    mean = samples.reduce(0, +) / Double(samples.count)
  }

  /// The smallest sample.
  public var minimum: Double { quantile(0) }
  /// The middle sample; the same as ``p50``.
  public var median: Double { p50 }
  /// The sample that 50 % do not exceed.
  public var p50: Double { quantile(0.5) }
  /// The sample that 90 % do not exceed.
  public var p90: Double { quantile(0.9) }
  /// The sample that 95 % do not exceed.
  public var p95: Double { quantile(0.95) }
  /// The sample that 99 % do not exceed.
  public var p99: Double { quantile(0.99) }
  /// The largest sample.
  public var maximum: Double { quantile(1) }

  /// The quantile at a probability in 0…1, interpolated between neighbouring samples; other probabilities are clamped.
  public func quantile(_ probability: Double) -> Double { Quantile.value(probability, ofSorted: samples) ?? mean }
}
