import PerformanceStatistics

/// The rest of the bad events that an objective allows in its period.
///
/// With the error rate e over the period and the budget b = 1 − target: the burn rate is e / b, and 1 − e / b remains.
/// A burn rate of 1 uses the budget up exactly at the end of the period (Google, The Site Reliability Workbook,
/// "Alerting on SLOs").
package struct ErrorBudget: Equatable, Sendable {
  /// How much is left, as the weekly look shows it.
  package enum State: String, Sendable, Encodable {
    case ok, watch, warning, freeze, exhausted
    /// There were no events: nothing is known, which is not healthy.
    case noData
  }

  /// Below this share nothing but fixes should be released.
  package static let freezeShare = 0.1
  /// The promised share of good events, below 1.
  package let target: Double
  package let count: EventCount

  package init(target: Double, _ count: EventCount) {
    self.target = target
    self.count = count
  }

  /// The share of events that may be bad.
  package var allowance: Double { 1 - target }
  /// How many times as fast as allowed the budget was used.
  package var burnRate: Double { count.errorRate / allowance }
  /// The share of the budget that is left; negative when more was used.
  package var remaining: Double { 1 - burnRate }

  /// The shares of the budget at which people are notified, besides a quarter and nothing.
  private static let levels = [0.75, 0.5, freezeShare]

  /// The levels that the rest of the budget is below.
  package var crossedLevels: [Double] { count.total > 0 ? Self.levels.filter { left < $0 } : [] }

  /// Rounded, because 1 − 0.9 is a little more than 0.1.
  private var left: Double { (remaining * 1e9).rounded() / 1e9 }

  package var state: State {
    guard count.total > 0 else { return .noData }
    if left <= 0 { return .exhausted }
    if left < Self.freezeShare { return .freeze }
    return left <= 0.25 ? .warning : left <= 0.5 ? .watch : .ok
  }

  /// Whether releases should stop: less than a tenth is left, also without any single bad event.
  ///
  /// Among few events a single bad one spends the whole budget, and one accident must not stop releases for a month.
  package var isFrozen: Bool {
    let others = ErrorBudget(target: target, EventCount(bad: count.bad - 1, total: count.total))
    return count.bad >= 2 && isNearlySpent && others.isNearlySpent
  }

  private var isNearlySpent: Bool { state == .freeze || state == .exhausted }

  /// The seconds, or runs, until the budget is used up at the rate of a window; `nil` where it is not used up.
  package func exhaustion(period: Double, burnRate: Double) -> Double? {
    burnRate > 0 && remaining > 0 ? period * remaining / burnRate : nil
  }
}

/// What keeps a few events from being taken for a trend.
package enum EventGuard {
  /// The least number of events among which a single bad one stays below a share.
  package static func fewestEvents(for share: Double) -> Int {
    guard share > 0 else { return Int.max }
    let count = (1 / share - 1e-9).rounded(.up)
    return count < 1e15 ? Int(count) : Int.max
  }

  /// Whether the share of bad events is above a limit: at least two of enough events were bad, and the lower bound of
  /// Clopper and Pearson is above it.
  package static func isCertain(_ count: EventCount, above share: Double) -> Bool {
    count.bad >= 2 && count.total >= fewestEvents(for: share) && lowerBound(count) > share
  }

  /// The one-sided lower bound of the share of bad events, 95 %.
  package static func lowerBound(_ count: EventCount) -> Double {
    // A two-sided interval of 90 % has two one-sided bounds of 95 %.
    BinomialInterval(successes: count.bad, trials: count.total, confidence: 0.9).lower
  }
}
