import PerformanceRecords

/// The rule that decides on counts: unchanged code repeats them, so a count outside the baseline's range is a change.
///
/// A count that threads or the system make vary is on file with its range, and is judged against that range, not at 0.
package struct ExactRule: Hashable, Sendable {
  /// Fresh sessions that must all be worse; one would do for a count that repeats, the others guard against a cache of
  /// the runtime that filled during the count.
  package var cap: Int
  /// How many times the range on file a count may lie beyond it.
  package var margin = 0.0

  /// How many times what is allowed a count must lie beyond it to be final at once: what fills a cache once is less, and
  /// a body that takes minutes is not to be counted three times. Infinite where no range is on file.
  package var conclusive = Double.infinity

  /// The rule with its usual constants.
  package static let standard: ExactRule = {
    var rule = ExactRule(cap: 3)
    rule.conclusive = 2
    return rule
  }()

  /// A rule with a cap of its own.
  package init(cap: Int) { self.cap = cap }

  /// The rule for counts of an instrument: where threads made them vary in ten recorded ones, the eleventh may lie as far
  /// beyond as these lie apart.
  package var ofAnInstrument: ExactRule {
    var rule = self
    rule.margin = 1
    return rule
  }

  /// What the counts of the sessions drawn so far say.
  package enum Step: Hashable, Sendable {
    case undecided, worse, better, equal, withinTolerance
  }

  /// Judges the counts of fresh sessions, one per session, against the range on file.
  package func step(
    baseline: ExactBaseline, now: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Step {
    guard let lowest = now.min(), let highest = now.max() else { return .undecided }
    let isLower = direction == .lowerIsBetter
    let (best, worst) = isLower ? (lowest, highest) : (highest, lowest)
    let (nearest, farthest) = isLower ? (baseline.lowest, baseline.highest) : (baseline.highest, baseline.lowest)
    // Whole counts: an allowance of 0.4 allocations is none, so 12 → 13 is a change and 10 000 → 10 001 is not.
    let excess = isLower ? best - farthest : farthest - best
    let margin = margin * (baseline.highest - baseline.lowest)
    let allowed = max(tolerance.allowance(for: farthest).rounded(.down), margin)
    if excess > allowed {
      // Of small counts a tolerance is none: 12 → 13 is counted again, 12 → 15 is not.
      let isConclusive = excess > conclusive * max(allowed, 1)
      return now.count >= cap || isConclusive ? .worse : .undecided
    }
    // Better only where every session is: one that happened to count less is no improvement.
    let reach = isLower ? nearest - worst : worst - nearest
    if reach > max(tolerance.allowance(for: nearest).rounded(.down), margin) { return .better }
    return baseline.lowest...baseline.highest ~= best ? .equal : .withinTolerance
  }
}
