/// A metric or a group of metrics, as a trait selects it.
public protocol MetricSelection: Sendable {
  /// The selected metrics.
  var metrics: [Metric] { get }
}

extension Metric: MetricSelection {
  /// The metric itself.
  public var metrics: [Metric] { [self] }
}

extension MetricSelection {
  package var definitions: [MetricDefinition] { metrics.map(\.definition) }

  package var names: [String] { metrics.map(\.name) }
}
