import PerformanceRecords
import PerformanceRegression

extension SampledRule {
  /// Judges the summaries of fresh sessions against those of the baseline.
  /// - Parameter isLast: whether no more sessions can be taken.
  func decision(
    baseline: [Double], now: [Double], tolerance: Tolerance, direction: MetricDescription.Direction,
    isLast: Bool = false
  ) -> Decision {
    DecisionThreshold(baseline: baseline, tolerance: tolerance, direction: direction, rule: self)
      .map { Self.decision(by: $0, now: now, isLast: isLast) } ?? .undecided
  }
}
