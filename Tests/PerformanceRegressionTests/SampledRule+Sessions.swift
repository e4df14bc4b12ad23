import PerformanceRecords
import PerformanceRegression

extension SampledRule {
  /// Judges the summaries of fresh sessions against those of the baseline.
  /// - Parameter isLast: whether no more sessions can be taken.
  func step(
    baseline: [Double], now: [Double], tolerance: Tolerance, direction: MetricDescription.Direction,
    isLast: Bool = false
  ) -> Step {
    DecisionThreshold(baseline: baseline, tolerance: tolerance, direction: direction, rule: self)?
      .step(now: now, isLast: isLast) ?? .undecided
  }
}
