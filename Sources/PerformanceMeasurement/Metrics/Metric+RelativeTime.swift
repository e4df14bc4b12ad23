import PerformanceRecords
import PerformanceStatistics

extension MetricSelection where Self == Metric {
  /// The time of an iteration divided by that of the body that `measure(relativeTo:)` compares it with.
  ///
  /// Both are measured in turn in each session, so the speed of the machine cancels out and the ratio is valid on every
  /// machine. Baselines of it are filed beside the counts. A budget needs none: `.budget(.relativeTime, maximum: 0.9)`.
  public static var relativeTime: Metric {
    var definition = MetricDefinition(
      "relativeTime", unit: .ratio, kind: .sampled, tolerance: .usual, pass: RelativePass()
    ) { pass in
      PairedRatio.estimate(pass.measured, pass.reference).map { .values([$0]) } ?? .unavailable(.notMeasuredHere)
    }
    definition.description.relativeTo = .otherBody
    return Metric(definition)
  }
}
