/// What a trait can ask for: a metric, or a group of metrics.
public protocol MetricSelection: Sendable {
  /// The metrics asked for.
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
