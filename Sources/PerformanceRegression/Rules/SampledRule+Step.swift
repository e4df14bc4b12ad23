extension SampledRule {
  /// The result of the sessions taken so far.
  package enum Step: Hashable, Sendable {
    /// Too few for either.
    case undecided
    /// Enough of them come near.
    case within
    /// As many as needed are beyond the threshold.
    case beyond
  }
}

extension DecisionThreshold {
  /// Judges the summaries of fresh sessions.
  /// - Parameter isLast: whether no more sessions can be taken.
  package func step(now: [Double], isLast: Bool = false) -> SampledRule.Step {
    let excess = now.map { direction.excess(of: $0, over: best) }
    let within = excess.filter { $0 <= withinAllowance }
    if within.count >= rule.agreeing || within.contains(where: { $0 <= nearAllowance }) { return .within }
    if now.count >= sessionsNeeded(now) || isBeyondReserve(now) { return .beyond }
    return isLast && within.isEmpty && now.count >= hurriedCap ? .beyond : .undecided
  }

  private func isBeyondReserve(_ now: [Double]) -> Bool {
    guard let reserve, now.count >= reserve.cap else { return false }
    return now.allSatisfy { direction.excess(of: $0, over: reserve.best) > reserve.allowance }
  }

  /// How many sessions suffice if all are like these.
  package func sessionsNeeded(_ now: [Double]) -> Int {
    best > 0 && now.allSatisfy { direction.times($0, worseThan: best) > gross } ? min(grossCap, cap) : cap
  }
}
