import PerformanceRecords
import PerformanceStatistics

/// The rule that decides on a metric with noise: *a slowdown is real when, of up to fifteen fresh processes, not one
/// comes within half the tolerance of the baseline and no two come within it.*
///
/// A session is summarised by its best sample and the baseline by its best session, because on a shared machine noise
/// only ever takes away. Sessions are drawn one after the other and drawing stops as soon as one acquits, so unchanged
/// code costs one or two.
///
/// Chosen by replaying recorded null sessions (`Tests/PerformanceRegressionTests/Fixtures`): against one summary at the
/// 10 % quantile, nine draws and one witness, it halves the misses at +25 % and keeps a wider distance from false alarms.
package struct SampledRule: Hashable, Sendable {
  /// How many fresh sessions must speak for a regression before it is one.
  package var cap: Int
  /// How many sessions within the tolerance acquit.
  package var witnesses: Int
  /// The share of the tolerance within which a single session acquits.
  package var closeShare: Double
  /// The fewest baseline sessions that can turn a build red.
  package var fewestBaselineSessions: Int
  /// The greatest probability of a false alarm that a baseline may leave. Only one with several modes comes near it; with
  /// most it is beyond a millionth of a millionth.
  package var falseAlarmLimit = 1e-4
  /// How many times the tolerance is gross, with 20 % that is twice the time or half the rate; noise was never seen to
  /// reach half of it.
  package var grossShare = 5.0
  /// How many sessions convict when every one of them is grossly worse: a body that became many times slower must not
  /// be drawn fifteen times.
  package var grossCap = 5
  /// How many sessions convict when the time for drawing is used up, not one of them within the tolerance.
  package var hurriedCap = 7

  /// The rule with its replayed constants.
  package static let standard = SampledRule(cap: 15, witnesses: 2, closeShare: 0.5, fewestBaselineSessions: 12)

  /// A rule with constants of its own, for replays.
  package init(cap: Int, witnesses: Int, closeShare: Double, fewestBaselineSessions: Int) {
    self.cap = cap
    self.witnesses = witnesses
    self.closeShare = closeShare
    self.fewestBaselineSessions = fewestBaselineSessions
  }

  /// What the sessions drawn so far say.
  package enum Step: Hashable, Sendable {
    /// Neither acquitted nor convicted.
    case undecided
    /// Within the tolerance.
    case acquitted
    /// Worse in every way the rule knows.
    case convicted
  }

  /// Judges the summaries of fresh sessions against those of the baseline.
  /// - Parameter isLast: whether no more sessions can be drawn.
  package func step(
    baseline: [Double], now: [Double], tolerance: Tolerance, direction: MetricDescription.Direction,
    isLast: Bool = false
  ) -> Step {
    guard let best = representative(of: baseline, tolerance: tolerance, direction: direction) else { return .undecided }
    let allowance = tolerance.allowance(for: best)
    let excess = now.map { direction == .lowerIsBetter ? $0 - best : best - $0 }
    let within = excess.filter { $0 <= allowance }
    if within.count >= witnesses || within.contains(where: { $0 <= allowance * closeShare }) { return .acquitted }
    if now.count >= cap { return .convicted }
    let gross = 1 + allowance / best * grossShare
    let isGross = best > 0 && now.allSatisfy { (direction == .lowerIsBetter ? $0 / best : best / $0) > gross }
    if isGross, now.count >= grossCap { return .convicted }
    return isLast && within.isEmpty && now.count >= (isGross ? 3 : hurriedCap) ? .convicted : .undecided
  }

  /// What stands for a baseline: its best session, or the k-th best of at least 12·k, that enough of the others come near.
  ///
  /// The best of many sessions creeps away from what a fresh one can reach; one in twelve is what was replayed. And where
  /// only few processes are as fast as the fastest, as when memory lies luckily in one of five, that mode is not what
  /// code can be held to: fifteen fresh ones may all miss it.
  package func representative(
    of baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    let sorted = direction == .lowerIsBetter ? baseline.sorted() : baseline.sorted(by: >)
    let candidates = sorted.dropFirst(max(sorted.count / 12, 1) - 1)
    return candidates.first { candidate in
      falseAlarm(best: candidate, sessions: sorted, tolerance: tolerance, direction: direction) <= falseAlarmLimit
    } ?? sorted.last
  }

  /// The probability that unchanged code is convicted: that of `cap` sessions like these, none is close to `best` and
  /// at most one within the tolerance.
  ///
  /// `(1 − w)ⁿ + n·(w − c)·(1 − w)ⁿ⁻¹` with the shares w of sessions within and c close, each counted as half a session
  /// in one more (Jeffreys), since twelve of twelve do not prove a share of 1.
  package func falseAlarm(
    best: Double, sessions: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double {
    let allowance = tolerance.allowance(for: best)
    func share(within limit: Double) -> Double {
      let count = sessions.count { (direction == .lowerIsBetter ? $0 - best : best - $0) <= limit }
      return (Double(count) + 0.5) / Double(sessions.count + 1)
    }
    let (within, close) = (share(within: allowance), share(within: allowance * closeShare))
    let allButOneOutside = (1..<cap).reduce(1) { product, _ in product * (1 - within) }
    return allButOneOutside * (1 - within) + Double(cap) * (within - close) * allButOneOutside
  }

  /// The smallest slowdown, as a share, that this baseline shows in at least 95 of 100 runs.
  ///
  /// `(1 + T)·B / L − 1`, where L is how far below the baseline's best a fresh session may come:
  /// the smaller of 0.96·B and B minus the distance from the best to the lower quartile. In replays of recorded null
  /// sessions a slowdown of this size was found in 98.9 to 99.7 % of trials.
  package func smallestDetectableChange(
    baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    guard let best = representative(of: baseline, tolerance: tolerance, direction: direction), best > 0,
      let quartile = Quantile.value(direction == .lowerIsBetter ? 0.25 : 0.75, of: baseline)
    else { return nil }
    let share = tolerance.allowance(for: best) / best
    switch direction {
    case .lowerIsBetter:
      let fastest = min(0.96 * best, 2 * (baseline.min() ?? best) - quartile)
      return fastest > 0 ? (1 + share) * best / fastest - 1 : nil
    case .higherIsBetter:
      let highest = max(1.04 * best, 2 * (baseline.max() ?? best) - quartile)
      return 1 - (1 - share) * best / highest
    }
  }
}
