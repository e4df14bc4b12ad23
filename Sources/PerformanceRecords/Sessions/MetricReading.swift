/// What one session gave for one metric.
package struct MetricReading: Hashable, Sendable, Codable {
  /// The metric.
  package var metric: MetricDescription
  /// One value per sample, per iteration, in the metric's unit and in the order of measuring; empty when unavailable.
  package var values: [Double]
  /// Why there are no values.
  package var unavailable: String?

  /// A reading with values.
  package init(_ metric: MetricDescription, values: [Double]) {
    self.metric = metric
    self.values = values
  }

  /// A reading that could not be made, and why.
  package init(_ metric: MetricDescription, unavailable reason: String) {
    self.metric = metric
    self.values = []
    self.unavailable = reason
  }
}
