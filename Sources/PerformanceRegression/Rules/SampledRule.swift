import PerformanceRecords
import PerformanceStatistics

/// The rule that decides on a metric with noise: *a slowdown is real when, of up to fifteen fresh processes, not one
/// comes within half the tolerance of the baseline and no two come within it, or within what the baseline's own sessions
/// often were.*
///
/// A session is summarised by its best sample and the baseline by its best session, because on a shared machine noise
/// only ever takes away. Sessions are drawn one after the other and drawing stops as soon as one acquits, so unchanged
/// code costs one or two.
///
/// Chosen by replaying recorded null sessions (`Tests/PerformanceRegressionTests/Fixtures`): against one summary at the
/// 10 % quantile, nine draws and one witness, it halves the misses at +25 % and keeps a wider distance from false alarms.
///
/// A run with m such verdicts is red by mistake with a probability of at most 1 %: each of the ways to convict one of
/// them may fail with `0.01 / (3·m)` (Bonferroni: the sum bounds the probability of any, however they depend on each
/// other), and with 1 in 10 000 at most. What a baseline's sessions leave possible decides how many fresh ones must
/// agree; see ``BaselineLine``. Against twelve steady sessions fifteen fresh ones suffice in a suite of a
/// hundred thousand; where three of the twelve are slow by themselves, a suite of eighty needs fifteen as well
/// and one of a thousand twenty.
package struct SampledRule: Hashable, Sendable {
  /// How many fresh sessions must speak for a regression before it is one.
  package var cap: Int
  /// How many sessions within the tolerance acquit.
  package var witnesses: Int
  /// The share of the tolerance within which a single session acquits.
  package var closeShare: Double
  /// The fewest baseline sessions that can turn a build red.
  package var fewestBaselineSessions: Int
  /// The verdicts of which none may be a false alarm, but in one run of a hundred.
  package var family = 1
  /// The greatest probability of a false alarm that what stands for a baseline may leave when twice `cap` sessions are
  /// drawn, and that a verdict may leave in the smallest family.
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

  /// The probability with which a whole run may be red by mistake.
  private static let runLimit = 0.01
  /// With all sessions drawn, with some that are gross, and in a hurry.
  private static let waysToConvict = 3.0

  /// A rule with constants of its own, for replays.
  package init(cap: Int, witnesses: Int, closeShare: Double, fewestBaselineSessions: Int) {
    self.cap = cap
    self.witnesses = witnesses
    self.closeShare = closeShare
    self.fewestBaselineSessions = fewestBaselineSessions
  }

  /// The rule for a run with so many verdicts.
  package func judging(_ verdicts: Int) -> SampledRule {
    var rule = self
    rule.family = max(verdicts, 1)
    return rule
  }

  /// The greatest probability of a false alarm by one of the ways to convict one of the verdicts.
  package var limit: Double { min(falseAlarmLimit, Self.runLimit / (Self.waysToConvict * Double(family))) }

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
    BaselineLine(baseline: baseline, tolerance: tolerance, direction: direction, rule: self)?
      .step(now: now, isLast: isLast) ?? .undecided
  }

  /// What stands for a baseline: its best session, or the k-th best of at least 12·k, that enough of the others come near.
  ///
  /// The best of many sessions creeps away from what a fresh one can reach; one in twelve is what was replayed. And where
  /// only few processes are as fast as the fastest, as when memory lies luckily in one of five, that mode is not what
  /// code can be held to: thirty fresh ones may all miss it. The same number stands for a baseline in a verdict, in a
  /// recording and on a screen, however many benchmarks there are.
  package func representative(
    of baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    let sorted = direction == .lowerIsBetter ? baseline.sorted() : baseline.sorted(by: >)
    // Too few convict nobody, and say too little about how many come near: they are only shown.
    guard sorted.count >= fewestBaselineSessions else { return sorted.first }
    let candidates = sorted.dropFirst(max(sorted.count / 12, 1) - 1)
    return candidates.first { candidate in
      falseAlarm(best: candidate, sessions: sorted, tolerance: tolerance, direction: direction) <= falseAlarmLimit
    } ?? sorted.last
  }

  /// The probability that unchanged code is convicted against `best` by twice `cap` sessions.
  package func falseAlarm(
    best: Double, sessions: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double {
    shares(of: sessions, from: best, tolerance: tolerance, direction: direction).falseAlarm(draws: 2 * cap)
  }

  /// How the sessions of a baseline lie about what stands for it.
  func shares(
    of sessions: [Double], from best: Double, tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> SharesSeen {
    let allowance = tolerance.allowance(for: best)
    return SharesSeen(sessions, from: best, within: allowance, close: allowance * closeShare, direction)
  }

  /// How much worse than `best` a session may be and still be a witness: the tolerance, or as far as the better three
  /// quarters of the baseline's own sessions reach, if that is further.
  ///
  /// Sessions that follow each other are no independent draws: another guest of the host that shares caches and cores
  /// stays for minutes. Where it halved the speed of a third of a baseline's sessions, 24 fresh ones in a row were worse
  /// by 33 to 300 %, which chance alone would allow once in 10¹¹ runs. In replays it costs 0.1 points of detection at
  /// +25 %.
  func allowance(
    from best: Double, of baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double {
    let allowance = tolerance.allowance(for: best)
    guard baseline.count >= fewestBaselineSessions else { return allowance }
    switch direction {
    case .lowerIsBetter: return max(allowance, (Quantile.value(0.75, of: baseline) ?? best) - best)
    case .higherIsBetter: return max(allowance, best - (Quantile.value(0.25, of: baseline) ?? best))
    }
  }

  /// The smallest slowdown, as a share, that this baseline shows in at least 95 of 100 runs.
  ///
  /// `(1 + T)·B / L − 1`, where T is the tolerance, or what the baseline's sessions reach, and L is how far below the baseline's best a fresh session may come:
  /// the smaller of 0.96·B and B minus the distance from the best to the lower quartile. In replays of recorded null
  /// sessions a slowdown of this size was found in 98.9 to 99.7 % of trials.
  package func smallestDetectableChange(
    baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    representative(of: baseline, tolerance: tolerance, direction: direction).flatMap { best in
      smallestDetectableChange(from: best, baseline: baseline, tolerance: tolerance, direction: direction)
    }
  }

  /// The same for a baseline whose representative is known.
  func smallestDetectableChange(
    from best: Double, baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    guard best > 0, let quartile = Quantile.value(direction == .lowerIsBetter ? 0.25 : 0.75, of: baseline) else {
      return nil
    }
    let share = allowance(from: best, of: baseline, tolerance: tolerance, direction: direction) / best
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
