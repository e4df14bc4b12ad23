/// Metrics that are selected together.
///
/// A group has no numbers of its own; results contain those of its metrics.
public struct MetricGroup: MetricSelection {
  /// The metrics of the group.
  public let metrics: [Metric]

  package init(_ members: [any MetricSelection]) { metrics = members.flatMap(\.metrics) }
}

extension MetricSelection where Self == MetricGroup {
  /// ``wallClock``, ``allocations``, ``allocatedBytes`` and ``liveBytesGrowth``: the default of a test.
  public static var standard: MetricGroup {
    MetricGroup([.wallClock, .allocations, .allocatedBytes, .liveBytesGrowth])
  }

  /// ``allocations``, ``allocatedBytes``, ``liveBytesGrowth`` and ``objects``.
  public static var memory: MetricGroup { MetricGroup([.allocations, .allocatedBytes, .liveBytesGrowth, .objects]) }

  /// ``retains`` and ``releases``.
  public static var referenceCounting: MetricGroup { MetricGroup([.retains, .releases]) }

  /// ``bytesRead`` and ``bytesWritten``.
  public static var io: MetricGroup { MetricGroup([.bytesRead, .bytesWritten]) }

  /// The metrics of a counting pass, in this order.
  package static var counted: MetricGroup { MetricGroup([.instructions, .totalInstructions]) }
}
