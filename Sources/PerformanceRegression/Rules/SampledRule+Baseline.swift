import PerformanceRecords
import PerformanceStatistics

extension SampledRule {
  /// The number that represents a baseline: its best session, or the k-th best of 12·k.
  ///
  /// The best of many sessions moves away from what a fresh one can reach; one in twelve was replayed. Where only few
  /// processes are that fast, more fresh ones are needed. Verdicts, recordings and reports use the same number,
  /// independent of the number of benchmarks.
  package func representative(of baseline: [Double], direction: MetricDescription.Direction) -> Double? {
    representative(ofSorted: direction.bestFirst(baseline))
  }

  /// The number that represents the sessions of a metric: that of this rule in place of the best one.
  package func representative(of baseline: [Double], metric: MetricDescription) -> Double? {
    switch metric.summary {
    case .best: representative(of: baseline, direction: metric.direction)
    case .median: metric.representative(of: baseline)
    }
  }

  /// The same of sessions that are sorted, the best first.
  func representative(ofSorted sorted: [Double]) -> Double? {
    sorted.isEmpty ? nil : sorted[Self.rank(of: sorted.count)]
  }

  private static func rank(of sessions: Int) -> Int { max(sessions / sessionsPerRank, 1) - 1 }

  /// The smallest slowdown, as a share, that at least 95 of 100 runs find with this baseline.
  ///
  /// `(1 + t)·B / L − 1`, where t is the share within which two sessions are enough, and L is how far below the
  /// baseline's best a fresh session may come: 0.96·B, or half as far below as the third best session lies above, if
  /// that is further. A floor that was hit three times is known, however slow the other sessions were. In replays of
  /// recorded null sessions a slowdown of this size was found in at least 99 % of the trials. It is no smaller than the
  /// tolerance, below which nothing is a regression.
  package func smallestDetectableChange(
    baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    DecisionThreshold(baseline: baseline, tolerance: tolerance, direction: direction, rule: self)
      .flatMap(smallestDetectableChange)
  }

  /// The same for a baseline with known thresholds.
  func smallestDetectableChange(_ threshold: DecisionThreshold) -> Double? {
    let best = threshold.best
    guard best > 0 else { return nil }
    let (share, tolerance) = (threshold.withinAllowance / best, threshold.allowance / best)
    let sorted = threshold.sorted
    let rank = Self.rank(of: sorted.count)
    let third = sorted[min(rank + floorHits - 1, sorted.count - 1)]
    switch threshold.direction {
    case .lowerIsBetter:
      let fastest = min((1 - Self.overshoot) * best, best - (third - best) * Self.overshootOfSpread)
      return fastest > 0 ? max((1 + share) * best / fastest - 1, tolerance) : nil
    case .higherIsBetter:
      guard third > 0 else { return nil }
      return max(1 - (1 - share) / max(1 + Self.overshoot, 1 + (best / third - 1) * Self.overshootOfSpread), tolerance)
    }
  }
}
