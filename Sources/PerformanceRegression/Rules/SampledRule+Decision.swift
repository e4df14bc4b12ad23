extension SampledRule {
  /// The result of the sessions taken so far.
  package enum Decision: Equatable, Sendable {
    /// Too few for either.
    case undecided
    /// Enough of them come near.
    case within
    /// As many as needed are beyond the threshold.
    case beyond
  }

  /// Judges the summaries of fresh sessions by the threshold of their baseline.
  /// - Parameter isLast: whether no more sessions can be taken.
  package static func decision(
    by threshold: DecisionThreshold, now: [Double], isLast: Bool = false
  ) -> Decision {
    let (direction, best) = (threshold.direction, threshold.best)
    let excess = now.map { direction.excess(of: $0, over: best) }
    let within = excess.filter { $0 <= threshold.withinAllowance }
    if within.count >= threshold.rule.agreeing || within.contains(where: { $0 <= threshold.nearAllowance }) {
      return .within
    }
    if now.count >= threshold.sessionsNeeded(now) || threshold.isBeyondReserve(now) { return .beyond }
    return isLast && within.isEmpty && now.count >= threshold.hurriedCap ? .beyond : .undecided
  }
}
