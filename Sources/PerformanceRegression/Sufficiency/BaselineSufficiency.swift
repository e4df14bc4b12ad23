import PerformanceRecords

/// What the sessions of a recording are worth as a baseline: whether their floor was hit often enough, and what change they
/// show.
///
/// On a busy machine sessions fall into two groups, those that nothing disturbed and those beside a busy sibling thread,
/// and which comes next changes within seconds. The floor is sharp all the same. So a recording is judged by how often it
/// hit the floor, not by how far its slow sessions lie above.
package struct BaselineSufficiency: Hashable, Sendable {
  /// How many sessions must come within half the tolerance of the best one.
  ///
  /// Half the tolerance is what the gate's rule wants of one fresh session. Chosen by cross-validation on a recording of
  /// 80 benchmarks in which half of the sessions were 1.5 to 1.9 times slower (24 sessions each, 12 on file against 12
  /// fresh ones): with five hits 0.03 to 0.12 % of unchanged ones look slower and 99.5 % of +25 % are found, with four
  /// 0.3 to 0.5 % and 99.0 to 99.4 %, with one 0.2 to 0.6 % and 97.8 to 98.1 %; the number is the same on either half of
  /// the benchmarks.
  package static let fewestHits = 5
  /// The share of the tolerance within which a session hits the floor.
  package static let closeShare = 0.5
  /// The slowdown, as a factor, that a baseline must show at least; one that does not is refused.
  private static let slowestShown = 2.0
  /// A baseline that shows no less than eleven times the time is taken to show nothing.
  private static let largestChange = 10.0
  /// How far below the best session a fresh one may come, as a share: in replays it went lower in 2 of 100.
  private static let margin = 0.04

  /// What the sessions reach again and again: the best of them that another one comes near.
  package let floor: Double
  /// How many sessions are within half the tolerance of the best one, which is among them.
  package let hits: Int
  /// How many sessions there are.
  package let sessions: Int
  /// The smallest change, as a share, that at least 95 of 100 runs show; `nil` where none is, and where the floor is not
  /// above zero.
  package let smallestDetectableChange: Double?
  /// Whether a slowdown of less than twice the time could be shown, or what a wide tolerance leaves of it.
  package let canJudge: Bool

  /// Whether more sessions would say nothing new.
  package var isEnough: Bool { hits >= Self.fewestHits }

  /// What is known of sessions with these summaries; `nil` without any.
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

  /// How much better than the best session a fresh one may be, as a share of it: as much as the best is better than the
  /// second, which was reached by chance too, but no more than the tolerance.
  private static func reach(beyond sorted: [Double], allowed: Double) -> Double {
    guard let best = sorted.first, let second = sorted.dropFirst().first, best > 0 else { return margin }
    return max(margin, min(abs(second - best) / best, allowed, 0.5))
  }
}

extension BaselineSufficiency {
  /// What is known of the sessions of a metric on file; `nil` for counts.
  package init?(_ baseline: BaselineMetric) {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    let metric = baseline.metric
    self.init(sessions.summaries(metric.direction), tolerance: metric.tolerance, direction: metric.direction)
  }

  /// Whether fresh sessions of a benchmark say enough of each metric with noise that is judged. What has no values, or
  /// none that are numbers, gets none by more sessions.
  package static func isEnough(_ sessions: [BenchmarkSession]) -> Bool {
    let metrics = Set(sessions.flatMap(\.readings).map(\.metric).filter { $0.kind == .sampled && $0.isJudged })
    return metrics.allSatisfy { metric in
      let summaries = sessions.compactMap { $0.reading(metric.name)?.summary }
      guard summaries.allSatisfy(\.isFinite) else { return true }
      return BaselineSufficiency(summaries, tolerance: metric.tolerance, direction: metric.direction)?.isEnough ?? true
    }
  }
}
