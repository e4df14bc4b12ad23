/// What one session gave for one metric.
public struct MetricReading: Hashable, Sendable, Codable {
  /// The metric.
  public var metric: MetricDescription
  /// One value per sample, per iteration, in the metric's unit and in the order of measuring; empty when unavailable.
  public var values: [Double]
  /// Why there are no values.
  public var unavailable: String?

  /// A reading with values.
  public init(_ metric: MetricDescription, values: [Double]) {
    self.metric = metric
    self.values = values
  }

  /// A reading that could not be made, and why.
  public init(_ metric: MetricDescription, unavailable reason: String) {
    self.metric = metric
    self.values = []
    self.unavailable = reason
  }
}
