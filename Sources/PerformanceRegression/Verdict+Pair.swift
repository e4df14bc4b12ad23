import PerformanceRecords

extension Verdict {
  /// What a pair's verdict says of the candidate that it was measured for; `nil` where there was nothing to compare with.
  /// - Parameter commit: the old build as people read it.
  package func confirming(against commit: String) -> Verdict? {
    let state: Confirmation.State
    switch outcome {
    case .regressed: state = .confirmed
    case .same, .improved, .accepted: state = .refuted
    case .ambiguous, .contaminated: state = .unresolved
    case .incomparable, .missing, .new, .failed, .overBudget, .disabled: return nil
    }
    var verdict = self
    verdict.confirmation = Confirmation(
      state: state, commit: commit, pairs: sessions, ratio: ratio, interval: interval, detail: detail)
    return verdict
  }

  /// The verdict by the file of a time for which no pair can be had.
  package func unconfirmed(because reason: String) -> Verdict {
    guard metric?.kind == .sampled else { return self }
    var verdict = self
    verdict.confirmation = Confirmation(state: .unavailable, detail: reason)
    return verdict
  }
}

extension BenchmarkJudge.Judgement {
  /// The same with each verdict changed, or left out.
  package func mapped(_ change: (Verdict) -> Verdict?) -> Self {
    Self(verdicts: verdicts.compactMap(change), wantsMore: wantsMore)
  }
}
