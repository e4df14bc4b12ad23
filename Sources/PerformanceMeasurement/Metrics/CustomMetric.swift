import PerformanceRecords

/// A number that a test measures itself, filed and judged like the others.
public struct CustomMetric: Sendable {
  package let description: MetricDescription
  package let value: Double

  /// Creates a custom number.
  /// - Parameters:
  ///   - name: unique among the metrics of the benchmark.
  ///   - value: finite and not negative; any other number is reported as a failure.
  ///   - unit: shown after the number.
  ///   - direction: which way is better.
  ///   - kind: `.exact` for a count that unchanged code repeats, which is compared as a number.
  ///   - tolerance: how much worse the number may become.
  public init(
    _ name: String, value: Double, unit: MetricUnit, direction: Direction = .lowerIsBetter, kind: Kind = .sampled,
    tolerance: Tolerance = .usual
  ) {
    description = MetricDescription(
      name: name, unit: unit, direction: direction.value, kind: kind.value, tolerance: tolerance)
    self.value = value
  }

  /// Creates a custom number.
  @available(*, deprecated, renamed: "init(_:value:unit:direction:kind:tolerance:)")
  public init(
    _ name: String, _ value: Double, unit: MetricUnit, direction: Direction = .lowerIsBetter, kind: Kind = .sampled,
    tolerance: Tolerance = .usual
  ) {
    self.init(name, value: value, unit: unit, direction: direction, kind: kind, tolerance: tolerance)
  }

  /// Which way is better.
  public struct Direction: Hashable, Sendable {
    package let value: MetricDescription.Direction

    /// A smaller number is better.
    public static let lowerIsBetter = Direction(value: .lowerIsBetter)
    /// A greater number is better.
    public static let higherIsBetter = Direction(value: .higherIsBetter)
  }

  /// Whether unchanged code repeats the number.
  public struct Kind: Hashable, Sendable {
    package let value: MetricDescription.Kind

    /// Unchanged code repeats the number; its values are compared directly.
    public static let exact = Kind(value: .exact)
    /// The number varies between runs; several sessions are compared.
    public static let sampled = Kind(value: .sampled)
  }
}

extension CustomMetric {
  /// Whether the value can be filed and judged.
  package var isNumber: Bool { value.isFinite && value >= 0 }

  /// The reading to file.
  package var reading: MetricReading {
    isNumber
      ? MetricReading(description, values: [value])
      : MetricReading(description, unavailable: .notANumber("\(value)"))
  }
}
