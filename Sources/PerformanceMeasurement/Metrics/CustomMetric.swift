import PerformanceRecords

/// A number that a test measures itself; it is filed and gated like the others.
public struct CustomMetric: Sendable {
  /// How the number is described.
  package let description: MetricDescription
  /// The number.
  package let value: Double

  /// A number of the test's own.
  /// - Parameters:
  ///   - name: unique among the metrics of the benchmark.
  ///   - value: finite and not negative.
  ///   - unit: shown behind the number.
  ///   - direction: which way is better.
  ///   - kind: `.exact` for a count that unchanged code repeats, which is compared as a number.
  ///   - tolerance: how much worse it may become.
  public init(
    _ name: String, _ value: Double, unit: MetricUnit, direction: MetricDescription.Direction = .lowerIsBetter,
    kind: MetricDescription.Kind = .sampled, tolerance: Tolerance = .percent(20)
  ) {
    description = MetricDescription(name: name, unit: unit, direction: direction, kind: kind, tolerance: tolerance)
    self.value = value
  }

  /// Whether the value can be filed and judged.
  package var isNumber: Bool { value.isFinite && value >= 0 }

  /// The reading that is filed.
  package var reading: MetricReading {
    isNumber
      ? MetricReading(description, values: [value])
      : MetricReading(description, unavailable: "the test recorded \(value), which is no number from 0 up")
  }
}
