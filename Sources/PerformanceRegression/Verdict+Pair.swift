import PerformanceRecords

extension Verdict {
  /// The verdict of a pair on the candidate that it was measured for; `nil` where there was nothing to compare with.
  ///
  /// Where the function fails in the old build the candidate still awaits a decision, and the confirmation has the cause.
  /// - Parameter commit: the old build as people read it.
  package func confirming(against commit: String) -> Verdict? {
    let state: Confirmation.State
    if case .base(.fails(let failure)) = detail {
      var verdict = self
      verdict.confirmation = Confirmation(
        state: .awaited, absence: .notMeasured(commit: commit, failure: failure))
      return verdict
    }
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

  /// The verdict by the file of a time for which no pair can be had.
  package func unconfirmed(because absence: PairAbsence) -> Verdict {
    guard metric?.kind == .sampled else { return self }
    var verdict = self
    verdict.confirmation = Confirmation(state: .unavailable, absence: absence)
    return verdict
  }
}
