import PerformanceRecords
import PerformanceStatistics

/// The rule that holds a metric with noise against the baseline on file: *a slowdown is seen when none of several fresh
/// processes comes within half the tolerance of the baseline's best, and no two come within nine tenths of it.*
///
/// A session is summarised by its best sample and the baseline by its best session, because on a shared machine noise
/// only ever takes away. What the baseline's slow sessions were is no excuse for fresh ones: it decides how many of these
/// must agree. Sessions are taken one after the other and stop as soon as one comes near, so unchanged code costs one or
/// two.
///
/// The same rule with two sets of limits. ``screening`` is for runs in which a pair of builds confirms what it finds: three
/// unchanged benchmarks in a thousand may be measured once more. ``standard`` is for verdicts that nothing confirms: a run
/// with m of them is red by mistake with a probability of at most 1 %, so each of the ways to be red may fail with
/// `0.01 / (3·m)` (Bonferroni: the sum bounds the probability of any, however they depend on each other), and with 1 in
/// 10 000 at most.
///
/// Replayed on recordings of unchanged code: twelve sessions on file, later ones fresh, slowdowns by multiplication.
///
/// |                              | false       | +25 %   | +30 %   | sessions |
/// |------------------------------|-------------|---------|---------|----------|
/// | three recordings, `standard` | 0 of 51 524 | 99.89 % | 99.94 % | 1.1      |
/// | the same, `screening`        | 0 of 63 462 | 99.92 % | 99.94 % | 1.1      |
/// | a busy host, `screening`     | 0.2 %       | 99.1 %  | 99.6 %  | 2.7      |
///
/// With the allowance for slow sessions that it once had, +25 % was found in 9 % of the trials on the busy host.
package struct SampledRule: Hashable, Sendable {
  /// The fewest sessions that must be beyond the threshold.
  package var cap: Int
  /// The same where every one of them is grossly worse: a body that became many times slower must not run fifteen times.
  package var grossCap: Int
  /// The same when the time for sessions is used up.
  package var hurriedCap: Int
  /// The same of sessions that take a second and longer: they outlast what disturbs a short one.
  package var longCap: Int
  /// The most sessions that are asked for, however scattered the baseline is.
  package var mostSessions: Int
  /// The greatest probability of a false alarm by one of the ways to be beyond, in the smallest family.
  package var falseAlarmLimit: Double
  /// The same when the time is used up.
  package var hurriedLimit: Double
  /// Whether many verdicts lower the limits.
  private var countsFamily: Bool
  /// The verdicts of which none may be a false alarm, but in one run of a hundred.
  package var family = 1

  /// The fewest baseline sessions that can turn a build red.
  package var fewestBaselineSessions = 12
  /// How many sessions within the threshold are enough, where none is near.
  package var agreeing = 2
  /// The shares of the tolerance within which one session is enough, and two are.
  package var near = 0.5, within = 0.9
  /// The same where the baseline's floor was hardly hit: its best session may then be far above it.
  package var nearUnsure = 0.4, withinUnsure = 0.65
  /// The share of the tolerance within which a session hit the floor, and how many must have.
  package var floorShare = 0.15, floorHits = 3
  /// How many times the tolerance is gross, with 20 % that is twice the time or half the rate; noise was never seen to
  /// reach half of it.
  package var grossShare = 5.0

  /// The rule where no pair of builds confirms a verdict. Fifteen sessions span longer than most disturbances.
  package static let standard = SampledRule(
    cap: 15, grossCap: 5, hurriedCap: 7, longCap: 5, mostSessions: 1000, falseAlarmLimit: 1e-4, hurriedLimit: 1e-4,
    countsFamily: true)

  /// The rule where a pair of builds confirms what it finds.
  package static let screening = SampledRule(
    cap: 5, grossCap: 3, hurriedCap: 2, longCap: 3, mostSessions: 30, falseAlarmLimit: 3e-4, hurriedLimit: 1e-2,
    countsFamily: false)

  /// The length from which a session is long, in nanoseconds.
  package static let longSession = 1e9

  /// The probability with which a whole run may be red by mistake.
  private static let runLimit = 0.01
  /// With all sessions taken, with some that are gross, and in a hurry.
  private static let waysToBeRed = 3.0

  /// The rule for a run with so many verdicts.
  package func judging(_ verdicts: Int) -> SampledRule {
    var rule = self
    rule.family = max(verdicts, 1)
    return rule
  }

  /// The rule for sessions that are long.
  package var ofLongSessions: SampledRule {
    var rule = self
    rule.cap = longCap
    rule.grossCap = min(grossCap, longCap)
    rule.hurriedCap = min(hurriedCap, longCap)
    return rule
  }

  /// The greatest probability of a false alarm by one of the ways to be beyond.
  package var limit: Double { limited(falseAlarmLimit) }
  /// The same when the time is used up.
  package var limitInAHurry: Double { limited(hurriedLimit) }

  private func limited(_ limit: Double) -> Double {
    countsFamily ? min(limit, Self.runLimit / (Self.waysToBeRed * Double(family))) : limit
  }

  /// What the sessions taken so far say.
  package enum Step: Hashable, Sendable {
    /// Too few for either.
    case undecided
    /// Enough of them come near.
    case within
    /// As many as needed are beyond the threshold.
    case beyond
  }

  /// Judges the summaries of fresh sessions against those of the baseline.
  /// - Parameter isLast: whether no more sessions can be taken.
  package func step(
    baseline: [Double], now: [Double], tolerance: Tolerance, direction: MetricDescription.Direction,
    isLast: Bool = false
  ) -> Step {
    DecisionThreshold(baseline: baseline, tolerance: tolerance, direction: direction, rule: self)?
      .step(now: now, isLast: isLast) ?? .undecided
  }

  /// What stands for a baseline: its best session, or the k-th best of 12·k.
  ///
  /// The best of many sessions creeps away from what a fresh one can reach; one in twelve is what was replayed. Where only
  /// few processes are as fast as that, more fresh ones are needed. The same number stands for a baseline in a verdict, in
  /// a recording and on a screen, however many benchmarks there are.
  package func representative(
    of baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    let sorted = direction == .lowerIsBetter ? baseline.sorted() : baseline.sorted(by: >)
    return sorted.dropFirst(Self.rank(of: sorted.count)).first
  }

  private static func rank(of sessions: Int) -> Int { max(sessions / 12, 1) - 1 }

  /// The smallest slowdown, as a share, that this baseline shows in at least 95 of 100 runs.
  ///
  /// `(1 + t)·B / L − 1`, where t is the share within which two sessions are enough, and L is how far below the baseline's
  /// best a fresh session may come: 0.96·B, or half as far below as the third best session lies above, if that is further.
  /// A floor that was hit three times is known, however slow the other sessions were. In replays of recorded null sessions
  /// a slowdown of this size was found in at least 99 % of the trials. It is no smaller than the tolerance, below which
  /// nothing is a regression.
  package func smallestDetectableChange(
    baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction
  ) -> Double? {
    DecisionThreshold(baseline: baseline, tolerance: tolerance, direction: direction, rule: self).flatMap { threshold in
      smallestDetectableChange(threshold, baseline: baseline)
    }
  }

  /// The same for a baseline whose thresholds are known.
  func smallestDetectableChange(_ threshold: DecisionThreshold, baseline: [Double]) -> Double? {
    let best = threshold.best
    guard best > 0 else { return nil }
    let (share, tolerance) = (threshold.withinAllowance / best, threshold.allowance / best)
    let sorted = threshold.direction == .lowerIsBetter ? baseline.sorted() : baseline.sorted(by: >)
    let rank = Self.rank(of: sorted.count)
    let third = sorted[min(rank + floorHits - 1, sorted.count - 1)]
    switch threshold.direction {
    case .lowerIsBetter:
      let fastest = min(0.96 * best, best - (third - best) / 2)
      return fastest > 0 ? max((1 + share) * best / fastest - 1, tolerance) : nil
    case .higherIsBetter:
      guard third > 0 else { return nil }
      return max(1 - (1 - share) / max(1.04, 1 + (best / third - 1) / 2), tolerance)
    }
  }
}
