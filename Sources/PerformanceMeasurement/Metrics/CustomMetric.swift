import PerformanceRecords

/// A number that a test measures itself; it is filed and judged like the others.
public struct CustomMetric: Sendable {
  package let description: MetricDescription
  package let value: Double

  /// A number of the test's own.
  /// - Parameters:
  ///   - name: unique among the metrics of the benchmark.
  ///   - value: finite and not negative; any other number is reported as a failure.
  ///   - unit: shown behind the number.
  ///   - direction: which way is better.
  ///   - kind: `.exact` for a count that unchanged code repeats, which is compared as a number.
  ///   - tolerance: how much worse it may become.
  public init(
    _ name: String, value: Double, unit: MetricUnit, direction: Direction = .lowerIsBetter, kind: Kind = .sampled,
    tolerance: Tolerance = .usual
  ) {
    description = MetricDescription(
      name: name, unit: unit, direction: direction.value, kind: kind.value, tolerance: tolerance)
    self.value = value
  }

  /// A number of the test's own.
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

    /// Unchanged code repeats the number, which is compared as it is.
    public static let exact = Kind(value: .exact)
    /// The number varies from run to run, so that several sessions are compared.
    public static let sampled = Kind(value: .sampled)
  }
}

extension CustomMetric {
  /// Whether the value can be filed and judged.
  package var isNumber: Bool { value.isFinite && value >= 0 }

  /// The reading that is filed.
  package var reading: MetricReading {
    isNumber
      ? MetricReading(description, values: [value])
      : MetricReading(description, unavailable: .notANumber("\(value)"))
  }
}
