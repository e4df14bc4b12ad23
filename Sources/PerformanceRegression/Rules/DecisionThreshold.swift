import PerformanceRecords
import PerformanceStatistics

/// The threshold for fresh sessions: a number, and how many sessions must lie beyond it.
///
/// The numbers of sessions are those of the rule, or more where the baseline is so scattered, or the family of verdicts
/// so large, that those would exceed the rule's limit.
package struct DecisionThreshold: Equatable, Sendable {
  /// The number that represents the baseline.
  package let best: Double
  /// How much worse a session may be if one is enough.
  package let nearAllowance: Double
  /// How much worse sessions may be if two are enough.
  package let withinAllowance: Double
  /// How much worse a session may be without counting as slow.
  package let allowance: Double
  /// The number of sessions beyond the threshold that makes a regression.
  package let cap: Int
  /// The same when all are grossly worse.
  package let grossCap: Int
  /// The same when the time limit is reached.
  package let hurriedCap: Int

  /// A second threshold for baselines with few sessions near the best: that of the best session with enough neighbours.
  ///
  /// Code of which one process in twelve is lucky would otherwise need hundreds of fresh ones, however slow it became.
  struct Reserve: Equatable {
    var best: Double
    var allowance: Double
    var cap: Int
  }

  /// How many times worse than the best the better three quarters of the baseline's sessions are.
  let reach: Double

  let direction: MetricDescription.Direction
  /// The sessions of the baseline, the best first.
  let sorted: [Double]
  let reserve: Reserve?
  let rule: SampledRule
  /// How many times worse than the best a grossly worse session is.
  let gross: Double
  /// The sessions of the baseline, and the slow ones among them.
  private let sessions: Int
  private let slow: Int

  /// Creates the thresholds for a baseline's session summaries; `nil` without any.
  package init?(
    baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction, rule: SampledRule
  ) {
    let sorted = direction.bestFirst(baseline)
    guard let best = rule.representative(ofSorted: sorted) else { return nil }
    self.sorted = sorted
    self.best = best
    self.rule = rule
    self.direction = direction
    let allowed = tolerance.allowance(for: best)
    // A loop over indices: this module is not optimised in a bundle.
    func count(_ limit: Double) -> Int {
      var index = 0
      while index < sorted.count, direction.excess(of: sorted[index], over: best) <= limit { index += 1 }
      return index
    }
    let isSure = count(allowed * rule.floorShare) >= rule.floorHits
    nearAllowance = allowed * (isSure ? rule.near : rule.nearUnsure)
    withinAllowance = allowed * (isSure ? rule.within : rule.withinUnsure)
    allowance = allowed
    let gross = best > 0 ? 1 + allowed / best * rule.grossShare : .infinity
    self.gross = gross
    sessions = baseline.count
    slow = baseline.count - count(allowed)
    let quartile = Quantile.value(direction.probability(fromBest: SampledRule.reach.share), of: baseline) ?? best
    let reach = best > 0 && quartile > 0 ? direction.times(quartile, worseThan: best) : 1
    self.reach = reach > SampledRule.reach.steady ? reach : 1
    let usual = ObservedFractions(
      sessions: baseline.count, within: count(withinAllowance), close: count(nearAllowance))
    let notGross = baseline.count { direction.times($0, worseThan: best) <= gross }
    let grossly = ObservedFractions(sessions: baseline.count, within: notGross, close: notGross)
    cap = usual.fewest(from: rule.cap, most: rule.mostSessions, leaving: rule.limit)
    grossCap = grossly.fewest(from: rule.grossCap, most: rule.mostSessions, leaving: rule.limit)
    hurriedCap = usual.strict.fewest(from: rule.hurriedCap, most: rule.mostSessions, leaving: rule.limitInAHurry)
    reserve = cap > SampledRule.reserve.caps * rule.cap ? Self.reserve(sorted, tolerance, direction, rule) : nil
  }

  /// The best session of the baseline that enough others come near.
  private static func reserve(
    _ sorted: [Double], _ tolerance: Tolerance, _ direction: MetricDescription.Direction, _ rule: SampledRule
  ) -> Reserve? {
    let most = SampledRule.reserve.caps * rule.cap
    for best in sorted {
      let allowance = tolerance.allowance(for: best)
      let within = sorted.count { direction.excess(of: $0, over: best) <= allowance }
      let shares = ObservedFractions(sessions: sorted.count, within: within, close: within)
      let cap = shares.fewest(from: rule.cap, most: most + 1, leaving: rule.limit / SampledRule.reserve.part)
      if cap <= most { return Reserve(best: best, allowance: allowance, cap: cap) }
    }
    return nil
  }

  /// How many sessions suffice if all are like these.
  package func sessionsNeeded(_ now: [Double]) -> Int {
    best > 0 && now.allSatisfy { direction.times($0, worseThan: best) > gross } ? min(grossCap, cap) : cap
  }

  /// Whether as many sessions as the reserve needs are beyond its allowance.
  func isBeyondReserve(_ now: [Double]) -> Bool {
    guard let reserve, now.count >= reserve.cap else { return false }
    return now.allSatisfy { direction.excess(of: $0, over: reserve.best) > reserve.allowance }
  }

  /// The fresh sessions beyond the tolerance, as multiples of the baseline.
  package func slowFactors(_ now: [Double]) -> [Double] {
    now.filter { direction.excess(of: $0, over: best) > allowance }
      .map { direction.times($0, worseThan: best) }
  }

  /// The probability that unchanged code gives at least this many slow sessions.
  package func chance(slow count: Int, of fresh: Int) -> Double {
    ShareRule.standard.chance(slow: count, of: fresh, onFile: (slow, sessions))
  }
}
