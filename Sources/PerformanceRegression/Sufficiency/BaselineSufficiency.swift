import PerformanceRecords

/// The quality of a recording's sessions as a baseline: whether they hit their floor often enough, and what change they
/// can show.
///
/// On a busy machine sessions fall into two groups, undisturbed ones and those beside a busy sibling thread, and the
/// machine changes between the two within seconds. The floor is sharp all the same. So a recording is judged by how
/// often it hit the floor, not by how far its slow sessions lie above.
package struct BaselineSufficiency: Hashable, Sendable {
  /// The required number of sessions within half the tolerance of the best one.
  ///
  /// Half the tolerance is what the gate's rule requires of one fresh session. Selected by cross-validation on a
  /// recording of 80 benchmarks in which half of the sessions were 1.5 to 1.9 times slower (24 sessions each, 12 in the
  /// baseline against 12 fresh ones): with five hits 0.03 to 0.12 % of unchanged ones look slower and 99.5 % of +25 %
  /// are found, with four 0.3 to 0.5 % and 99.0 to 99.4 %, with one 0.2 to 0.6 % and 97.8 to 98.1 %; either half of the
  /// benchmarks gives the same number.
  package static let fewestHits = 5
  /// The share of the tolerance within which a session hits the floor.
  package static let closeShare = 0.5
  /// The slowdown, as a factor, that a baseline must be able to show; others are refused.
  private static let slowestShown = 2.0
  /// The greatest meaningful smallest change: beyond eleven times the time, a baseline shows nothing.
  private static let largestChange = 10.0
  /// How far below the best session a fresh one may come, as a share; replays went lower in 2 of 100.
  private static let margin = 0.04

  /// The level that sessions reach repeatedly: the best session that another one comes near.
  package let floor: Double
  /// The number of sessions within half the tolerance of the best one, itself included.
  package let hits: Int
  /// The number of sessions.
  package let sessions: Int
  /// The smallest change, as a share, that at least 95 of 100 runs show; `nil` where there is none or the floor is not
  /// above zero.
  package let smallestDetectableChange: Double?
  /// Whether the baseline can show a slowdown to twice the time, or the equivalent under a wide tolerance.
  package let canJudge: Bool

  /// Whether more sessions would add nothing.
  package var isEnough: Bool { hits >= Self.fewestHits }

  /// Creates the result for session summaries; `nil` without any.
  package init?(_ summaries: [Double], tolerance: Tolerance, direction: MetricDescription.Direction) {
    let sorted = direction.bestFirst(summaries)
    guard let best = sorted.first, let worst = sorted.last else { return nil }
    func isNear(_ value: Double, _ other: Double) -> Bool {
      abs(value - other) <= tolerance.allowance(for: other) * Self.closeShare
    }
    sessions = sorted.count
    hits = sorted.count { isNear($0, best) }
    let floor = zip(sorted, sorted.dropFirst()).first { isNear($1, $0) }?.0 ?? worst
    self.floor = floor
    guard floor > 0 else {
      (smallestDetectableChange, canJudge) = (nil, true)
      return
    }
    let allowed = tolerance.allowance(for: floor) / floor
    let reach = Self.reach(beyond: sorted, allowed: allowed)
    let widest = SampledRule.ambiguityFactor * allowed
    let change: Double
    switch direction {
    case .lowerIsBetter:
      change = (1 + allowed) * floor / (best * (1 - reach)) - 1
      canJudge = change <= max(Self.slowestShown - 1, widest)
    case .higherIsBetter:
      change = 1 - (1 - allowed) * floor / (best * (1 + reach))
      canJudge = change <= max(1 - 1 / Self.slowestShown, widest)
    }
    smallestDetectableChange = change <= Self.largestChange ? change : nil
  }

  /// How much better than the best session a fresh one may be, as a share of it: by as much as the best is better than
  /// the second, but by no more than the tolerance.
  private static func reach(beyond sorted: [Double], allowed: Double) -> Double {
    guard let best = sorted.first, let second = sorted.dropFirst().first, best > 0 else { return margin }
    return max(margin, min(abs(second - best) / best, allowed, 0.5))
  }
}

extension BaselineSufficiency {
  /// Creates the result for a baseline; `nil` for counts.
  package init?(_ baseline: BaselineMetric) {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    let metric = baseline.metric
    self.init(sessions.summaries(metric.direction), tolerance: metric.tolerance, direction: metric.direction)
  }

  /// Whether the fresh sessions of a benchmark suffice for each judged, sampled metric. More sessions do not help a
  /// metric without finite values.
  package static func isEnough(_ sessions: [BenchmarkSession]) -> Bool {
    let metrics = Set(sessions.flatMap(\.readings).map(\.metric).filter { $0.kind == .sampled && $0.isJudged })
    return metrics.allSatisfy { metric in
      let summaries = sessions.compactMap { $0.reading(metric.name)?.summary }
      guard summaries.allSatisfy(\.isFinite) else { return true }
      return BaselineSufficiency(summaries, tolerance: metric.tolerance, direction: metric.direction)?.isEnough ?? true
    }
  }
}
