import PerformanceRecords
import PerformanceRegression

/// What a run makes of its times by its part in confirming them: the run before the pair, the pair, or one without any.
struct Confirmations {
  private let plan: ConfirmationPlan?
  private let pair: PairedRun?

  init(_ configuration: RunConfiguration) {
    plan = configuration.confirmation
    pair = configuration.pair
  }

  /// The verdict with what is known of its confirmation; `nil` where it says nothing of the candidate.
  func marked(_ verdict: Verdict) -> Verdict? {
    switch plan {
    case .pair: return pair.flatMap { verdict.confirming(against: $0.name) }
    case .awaited: return verdict
    case .unavailable(let absence, let candidates):
      return candidates != nil || verdict.needsPair ? verdict.unconfirmed(because: absence) : verdict
    case nil:
      guard pair == nil, verdict.needsPair else { return verdict }
      return verdict.unconfirmed(because: .unasked)
    }
  }
}

extension Verdict {
  /// Whether only a pair of builds can say what made the time worse, the code or the machine.
  fileprivate var needsPair: Bool {
    metric?.kind == .sampled && budget == nil && (outcome == .regressed || outcome == .contaminated)
  }
}
