import PerformanceMeasurement
import PerformanceRecords
import Testing

extension Trait where Self == PerformanceSettingTrait {
  /// Limits the time of an iteration, independent of the baseline: no statistic of a session's samples may exceed its
  /// limit.
  ///
  /// ```swift
  /// @Test(.budget(.wallClock, p50: .milliseconds(1), p99: .milliseconds(5)))
  /// func sum() {
  ///   measure { (0..<blackBox(1_000)).reduce(0, &+) }
  /// }
  /// ```
  public static func budget(
    _ metrics: any MetricSelection, minimum: Duration? = nil, p50: Duration? = nil, p90: Duration? = nil,
    p95: Duration? = nil, p99: Duration? = nil, maximum: Duration? = nil, mean: Duration? = nil
  ) -> Self {
    budget(
      metrics, minimum: minimum?.nanoseconds, p50: p50?.nanoseconds, p90: p90?.nanoseconds, p95: p95?.nanoseconds,
      p99: p99?.nanoseconds, maximum: maximum?.nanoseconds, mean: mean?.nanoseconds)
  }

  /// Limits a metric in its own unit, independent of the baseline.
  ///
  /// The limits are upper ones, and lower ones where higher is better: the p95 of a throughput is the value that 95 %
  /// of the samples reach.
  public static func budget(
    _ metrics: any MetricSelection, minimum: Double? = nil, p50: Double? = nil, p90: Double? = nil,
    p95: Double? = nil, p99: Double? = nil, maximum: Double? = nil, mean: Double? = nil
  ) -> Self {
    let limits: [(Budget.Statistic, Double?)] = [
      (.minimum, minimum), (.p50, p50), (.p90, p90), (.p95, p95), (.p99, p99), (.maximum, maximum), (.mean, mean),
    ]
    return Self { settings in
      for definition in metrics.definitions {
        for case (let statistic, let limit?) in limits { settings.limit(definition, statistic, to: limit) }
      }
    }
  }
}
