import PerformanceRecords

/// The conclusion from the growth of costs.
enum GrowthConclusion {
  /// It is not above the declared one.
  case within
  /// It is above the declared one.
  case above
  /// The fitted growth is above the declared one, but its interval is not.
  case unclear
  /// The sizes or the declared growth allow no fit.
  case unseen
  /// Times do not decide yet.
  case undecided(Verdict.Reason)

  var result: (outcome: Verdict.Outcome, reason: Verdict.Reason) {
    switch self {
    case .within: (.same, .growthWithin)
    case .above: (.overBudget, .growthAbove)
    case .unclear: (.ambiguous, .growthUnclear)
    case .unseen: (.incomparable, .growthUnseen)
    case .undecided(let reason): (.ambiguous, reason)
    }
  }
}
