import PerformanceRecords
import PerformanceStatistics

/// The rule that decides between two builds measured in turn: *a slowdown is real when no fresh process of the new
/// build can do without it, and when the pairs agree on it.*
///
/// Three pairs screen; whoever comes near the best session of the old build in these is acquitted, so unchanged code
/// costs three pairs. Suspects get up to fifteen fresh pairs, of which each may still acquit. They convict when in all
/// rounds no session comes within half the tolerance of the old build's best and no two within it, when the median of the
/// fresh pairs is worse by more than the tolerance, and when their order-statistic interval lies beyond half of it.
///
/// Replayed on recorded null sessions, consecutive ones taken as a pair: no false alarm, nor at +10 % and +15 %.
package struct PairedRule: Hashable, Sendable {
  /// The pairs before anything is decided. With one, a disturbed session of the old build acquits what it is compared
  /// with: of +25 % that were missed, three of four were missed for that.
  package var screening = 3
  /// The fresh pairs by which a suspect is convicted.
  package var confirming = 15
  /// The fresh pairs that convict when the time for drawing is used up, or when every one is grossly worse.
  ///
  /// Six would do for an interval of 95 %. But of a body of which two processes in five are fast, six pairs convict
  /// unchanged code with 0.4⁶·0.6⁹ = 4e-5, which is 4 % a run with a thousand of them; nine with 0.4⁹·0.6¹² = 6e-7.
  package var hurried = 9
  /// The pairs that make an improvement, which turns nothing red: with fewer no interval of 95 % exists.
  package var agreeing = 6
  /// How many sessions within the tolerance acquit.
  package var witnesses = 2
  /// The share of the tolerance within which a single session acquits, and beyond which the interval must lie.
  package var closeShare = 0.5
  /// How many times the tolerance is gross.
  package var grossShare = 5.0

  /// The rule with its replayed constants.
  package static let standard = PairedRule()

  /// The summaries of two sessions that were drawn one right after the other.
  package struct Pair: Hashable, Sendable {
    /// That of the old build.
    package var base: Double
    /// That of the new build.
    package var now: Double

    /// A pair of summaries.
    package init(base: Double, now: Double) {
      self.base = base
      self.now = now
    }

    var reversed: Pair { Pair(base: now, now: base) }
  }

  /// What the pairs drawn so far say.
  package enum Step: Hashable, Sendable {
    case undecided, same, better, worse
    /// All were drawn, and they do not agree.
    case unresolved
  }

  /// Judges the pairs in the order drawn.
  /// - Parameter isLast: whether no more pairs can be drawn.
  package func step(
    _ pairs: [Pair], tolerance: Tolerance, direction: MetricDescription.Direction, isLast: Bool = false
  ) -> Step {
    guard pairs.count >= screening || isLast, let scale = Scale(pairs, tolerance, direction) else {
      return isLast ? .unresolved : .undecided
    }
    let worse = pairs.map { scale.worsening(of: $0.now) }
    if worse.count(where: { $0 <= 1 }) >= witnesses || worse.contains(where: { $0 <= closeShare }) {
      return acquitted(pairs, tolerance, direction, isLast: isLast)
    }
    let fresh = Array(pairs.dropFirst(screening))
    let differences = fresh.map { scale.worsening(in: $0) }
    let isGross = differences.allSatisfy { $0 > grossShare }
    let enough = isLast || isGross ? hurried : confirming
    guard fresh.count >= enough else { return isLast ? .unresolved : .undecided }
    if agree(differences) { return .worse }
    return isLast || fresh.count >= confirming ? .unresolved : .undecided
  }

  /// What was acquitted is the same, unless the old build would be convicted against the new one.
  private func acquitted(
    _ pairs: [Pair], _ tolerance: Tolerance, _ direction: MetricDescription.Direction, isLast: Bool
  ) -> Step {
    let reversed = pairs.map(\.reversed)
    guard let scale = Scale(reversed, tolerance, direction), let best = scale.bestOther(in: reversed),
      scale.worsening(of: best) > 1
    else { return .same }
    guard pairs.count >= agreeing else { return isLast ? .same : .undecided }
    return agree(reversed.map { scale.worsening(in: $0) }) ? .better : .same
  }

  /// Whether the differences, in tolerances, agree on more than one.
  private func agree(_ differences: [Double]) -> Bool {
    let sorted = differences.sorted()
    guard let median = Quantile.value(0.5, ofSorted: sorted) else { return false }
    return median > 1 && sorted[RatioInterval.excluded(pairs: sorted.count)] > closeShare
  }

  /// Differences as multiples of the tolerance, so that one of an amount is judged like one of a share.
  private struct Scale {
    let best: Double
    let allowance: Double
    let isLower: Bool
    let areRatios: Bool

    init?(_ pairs: [Pair], _ tolerance: Tolerance, _ direction: MetricDescription.Direction) {
      isLower = direction == .lowerIsBetter
      let base = pairs.map(\.base)
      guard let best = isLower ? base.min() : base.max() else { return nil }
      self.best = best
      // A tolerance of nothing would make every difference infinite.
      allowance = max(tolerance.allowance(for: best), best.ulp)
      areRatios = pairs.allSatisfy { $0.base > 0 && $0.now > 0 }
    }

    /// How much worse a session is than the best of the other build.
    func worsening(of value: Double) -> Double { (isLower ? value - best : best - value) / allowance }

    /// How much worse a session is than the one it was drawn with; as a ratio where there is one, since a machine that is
    /// slower for both must not count.
    func worsening(in pair: Pair) -> Double {
      let difference = isLower ? pair.now - pair.base : pair.base - pair.now
      return areRatios ? difference / pair.base * best / allowance : difference / allowance
    }

    func bestOther(in pairs: [Pair]) -> Double? {
      let now = pairs.map(\.now)
      return isLower ? now.min() : now.max()
    }
  }
}
