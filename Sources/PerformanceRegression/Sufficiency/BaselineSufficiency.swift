import PerformanceRecords
import PerformanceStatistics

/// The quality of a recording's sessions as a baseline: whether they hit their floor often enough, and what change they
/// can show.
///
/// On a busy machine sessions fall into two groups, undisturbed ones and those beside a busy sibling thread, and the
/// machine changes between the two within seconds. The floor is sharp all the same. So a recording is judged by how
/// often it hit the floor, not by how far its slow sessions lie above.
package struct BaselineSufficiency: Equatable, Sendable {
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
  package var isEnough: Bool { hits >= RecordingRule.fewestHits }

  /// Creates the result for session summaries; `nil` without any.
  package init?(_ summaries: [Double], tolerance: Tolerance, direction: MetricDescription.Direction) {
    let sorted = direction.bestFirst(summaries)
    guard let best = sorted.first, let worst = sorted.last else { return nil }
    func isNear(_ value: Double, _ other: Double) -> Bool {
      abs(value - other) <= tolerance.allowance(for: other) * RecordingRule.hitShare
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
      canJudge = change <= max(RecordingRule.slowestShown - 1, widest)
    case .higherIsBetter:
      change = 1 - (1 - allowed) * floor / (best * (1 + reach))
      canJudge = change <= max(1 - 1 / RecordingRule.slowestShown, widest)
    }
    smallestDetectableChange = change <= RecordingRule.largestChange ? change : nil
  }

  /// How much better than the best session a fresh one may be, as a share of it: by as much as the best is better than
  /// the second, but by no more than the tolerance.
  private static func reach(beyond sorted: [Double], allowed: Double) -> Double {
    guard let best = sorted.first, let second = sorted.dropFirst().first, best > 0 else { return SampledRule.overshoot }
    return max(SampledRule.overshoot, min(abs(second - best) / best, allowed, RecordingRule.mostOvershoot))
  }
}

extension BaselineSufficiency {
  /// Creates the result for a baseline; `nil` for counts.
  package init?(_ baseline: BaselineMetric) {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    let metric = baseline.metric
    self.init(sessions.summaries(metric.direction), of: metric)
  }

  /// The quality of a metric's sessions with these summaries; `nil` without any.
  package init?(_ summaries: [Double], of metric: MetricDescription) {
    switch metric.summary {
    case .best: self.init(summaries, tolerance: metric.tolerance, direction: metric.direction)
    case .median: self.init(aroundMedian: summaries, tolerance: metric.tolerance)
    }
  }

  /// The quality of values without a floor, such as ratios: noise makes them greater or smaller, and most lie near their
  /// median.
  private init?(aroundMedian values: [Double], tolerance: Tolerance) {
    guard let middle = Quantile.median(of: values), middle > 0 else { return nil }
    let allowed = tolerance.allowance(for: middle)
    let distances = values.map { abs($0 - middle) }
    (floor, sessions) = (middle, values.count)
    hits = distances.count { $0 <= allowed * RecordingRule.hitShare }
    let spread = Quantile.value(RecordingRule.spread, of: distances) ?? 0
    let change = (allowed + spread) / middle
    canJudge = change <= max(RecordingRule.slowestShown - 1, SampledRule.ambiguityFactor * allowed / middle)
    smallestDetectableChange = change <= RecordingRule.largestChange ? change : nil
  }

  /// Whether the fresh sessions of a benchmark suffice for each judged, sampled metric. More sessions do not help a
  /// metric without finite values.
  package static func isEnough(_ sessions: [BenchmarkSession]) -> Bool {
    let metrics = sessions.flatMap(\.readings).map(\.metric).filter { $0.kind == .sampled && $0.isJudged }.distinct
    return metrics.allSatisfy { metric in
      let summaries = sessions.compactMap { $0.reading(metric.name)?.summary }
      guard summaries.allSatisfy(\.isFinite) else { return true }
      return BaselineSufficiency(summaries, of: metric)?.isEnough ?? true
    }
  }
}
