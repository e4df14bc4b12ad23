import PerformanceRecords
import PerformanceStatistics

extension ExactRule {
  /// The result of the counts of the sessions taken so far.
  package enum Decision: Equatable, Sendable {
    case undecided, worse, better, equal, withinTolerance
  }

  /// Judges the counts of fresh sessions, one per session, against the recorded range.
  package func decision(
    baseline: ExactBaseline, now counts: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Decision {
    let now = Miscounts.removed(from: counts, below: miscount)
    guard let lowest = now.min(), let highest = now.max() else { return .undecided }
    let (best, worst) = direction == .lowerIsBetter ? (lowest, highest) : (highest, lowest)
    let (nearest, farthest) = (baseline.best(direction), baseline.worst(direction))
    // Counts are whole: an allowance of 0.4 allocations is none, so 12 → 13 is a change and 10 000 → 10 001 is not.
    let excess = direction.excess(of: best, over: farthest)
    let margin = margin * (baseline.highest - baseline.lowest)
    let allowed = max(tolerance.allowance(for: farthest).rounded(.down), margin)
    if excess > allowed {
      // Small counts have no tolerance: 12 → 13 is counted again, 12 → 15 is not.
      let isConclusive = excess > conclusive * max(allowed, 1)
      return counts.count >= cap || isConclusive ? .worse : .undecided
    }
    // Every session must be better: one lower count is no improvement.
    let reach = direction.excess(of: nearest, over: worst)
    if reach > max(tolerance.allowance(for: nearest).rounded(.down), margin) {
      let isUnlikely = miscount > 0 && best < miscount * nearest
      return isUnlikely && counts.count < cap ? .undecided : .better
    }
    return baseline.lowest...baseline.highest ~= best ? .equal : .withinTolerance
  }
}
