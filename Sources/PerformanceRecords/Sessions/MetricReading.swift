/// The values of one metric in one session.
package struct MetricReading: Equatable, Sendable, Codable {
  /// The metric as this session's process described it.
  package var metric: MetricDescription
  /// One value per sample, per iteration, in the metric's unit and in the order of measuring; empty when unavailable.
  package var values: [Double]
  /// How much of the best value the machine may have caused, in the metric's unit; `nil` if unknown. It excuses a value
  /// and never changes it.
  package var disturbance: Double?
  /// Why there are no values.
  package var unavailable: Unavailability?
  /// The instrument that a count depends on besides the toolchain, such as `valgrind-3.19.0-avx2`; `nil` if none.
  package var instrument: String?

  /// Creates a reading with values.
  package init(_ metric: MetricDescription, values: [Double], disturbance: Double? = nil) {
    self.metric = metric
    self.values = values
    self.disturbance = disturbance
  }

  /// Creates a reading without values.
  package init(_ metric: MetricDescription, unavailable cause: Unavailability) {
    self.metric = metric
    self.values = []
    unavailable = cause
  }
}
