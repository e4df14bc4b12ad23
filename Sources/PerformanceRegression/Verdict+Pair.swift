import PerformanceRecords

extension Verdict {
  /// The verdict of a pair on its candidate; `nil` where the pair had nothing to compare.
  ///
  /// Where the function fails in the old build the candidate stays undecided, and the confirmation has the cause.
  /// - Parameter commit: the display name of the old build.
  package func confirming(against commit: String) -> Verdict? {
    let state: Confirmation.State
    if case .base(.fails(let failure)) = detail {
      var verdict = self
      verdict.confirmation = Confirmation(
        state: .awaited, absence: .notMeasured(commit: commit, failure: failure))
      return verdict
    }
    if budget != nil { return budgetConfirming(against: commit) }
    switch outcome {
    case .regressed: state = .confirmed
    case .same, .improved, .accepted: state = .refuted
    case .ambiguous, .contaminated: state = .unresolved
    case .incomparable, .missing, .new, .failed, .overBudget, .disabled, .other: return nil
    }
    var verdict = self
    verdict.confirmation = Confirmation(
      state: state, commit: commit, pairs: sessions, ratio: ratio, interval: interval)
    return verdict
  }

  /// The verdict of a pair on a budget that was exceeded before it; `nil` where the older build had no number.
  private func budgetConfirming(against commit: String) -> Verdict? {
    let state: Confirmation.State
    switch outcome {
    case .overBudget:
      guard let facts = budgetFacts, facts.base != nil else { return nil }
      state = facts.isBaseOver ? .refuted : .confirmed
    case .ambiguous, .contaminated: state = .unresolved
    default: return nil
    }
    var verdict = self
    let ratio = now.flatMap { now in budgetFacts?.base.flatMap { $0 == 0 ? nil : now / $0 } }
    verdict.confirmation = Confirmation(state: state, commit: commit, pairs: sessions, ratio: ratio)
    return verdict
  }

  /// The verdict by the baseline on a time without a pair.
  package func unconfirmed(because absence: PairAbsence) -> Verdict {
    guard metric?.kind == .sampled else { return self }
    var verdict = self
    verdict.confirmation = Confirmation(state: .unavailable, absence: absence)
    return verdict
  }
}
