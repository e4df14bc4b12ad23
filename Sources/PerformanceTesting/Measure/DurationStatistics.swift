/// Statistics of times.
///
/// There is at least one sample: without a measurement there are no statistics.
public struct DurationStatistics: Sendable {
  private let nanoseconds: SampleStatistics

  init(_ nanoseconds: SampleStatistics) { self.nanoseconds = nanoseconds }

  /// The samples in ascending order.
  public var samples: [Duration] { nanoseconds.samples.map(Self.duration) }
  /// The mean of the samples.
  public var mean: Duration { Self.duration(nanoseconds.mean) }
  /// The smallest sample.
  public var minimum: Duration { quantile(0) }
  /// The middle sample; the same as ``p50``.
  public var median: Duration { p50 }
  /// The sample that 50 % do not exceed.
  public var p50: Duration { quantile(0.5) }
  /// The sample that 90 % do not exceed.
  public var p90: Duration { quantile(0.9) }
  /// The sample that 95 % do not exceed.
  public var p95: Duration { quantile(0.95) }
  /// The sample that 99 % do not exceed.
  public var p99: Duration { quantile(0.99) }
  /// The largest sample.
  public var maximum: Duration { quantile(1) }

  /// The quantile at a probability in 0…1, interpolated between neighbouring samples; other probabilities are clamped.
  public func quantile(_ probability: Double) -> Duration { Self.duration(nanoseconds.quantile(probability)) }

  /// Clamped: a test may record any number under the name of a time, and a `Duration` of more than 10²⁹ ns traps.
  private static func duration(_ nanoseconds: Double) -> Duration { .nanoseconds(min(nanoseconds, 1e28)) }
}
