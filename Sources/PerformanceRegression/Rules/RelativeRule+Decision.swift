extension RelativeRule {
  /// The result of the sessions taken so far.
  package enum Decision: Equatable, Sendable {
    case undecided, within, beyond
    /// All were taken, and they do not agree.
    case unresolved
  }

  /// Judges sessions in the order taken.
  /// - Parameters:
  ///   - sessions: whether each is beyond the threshold.
  ///   - isLast: whether no more can be taken.
  package func decision(_ sessions: [Bool], isLast: Bool = false) -> Decision {
    var lead = 0
    for isBeyond in sessions.prefix(most) {
      lead += isBeyond ? 1 : -1
      if lead <= -within { return .within }
      if lead >= beyond { return .beyond }
    }
    guard isLast || sessions.count >= most else { return .undecided }
    if lead >= hurriedBeyond { return .beyond }
    return lead < 0 ? .within : .unresolved
  }
}
