import PerformanceRecords
import PerformanceRegression

/// Marks verdicts by the run's part in confirming times: the run before the pair, the pair, or a run without one.
struct Confirmations {
  private let plan: ConfirmationPlan?
  private let pair: PairedRun?

  init(_ configuration: RunConfiguration) {
    plan = configuration.confirmation
    pair = configuration.pair
  }

  /// The verdict with its confirmation; `nil` where it is not about a candidate of the run.
  func marked(_ verdict: Verdict) -> Verdict? {
    switch plan {
    case .pair: return pair.flatMap { verdict.confirming(against: $0.name) }
    case .awaited: return verdict
    case .unavailable(let absence, let candidates):
      return candidates != nil || verdict.needsPair || verdict.isOverBudgetOfMachine
        ? verdict.unconfirmed(because: absence) : verdict
    case nil:
      guard pair == nil, verdict.needsPair else { return verdict }
      return verdict.unconfirmed(because: .unasked)
    }
  }
}

extension Verdict {
  /// Whether only a pair of builds can show what made the time worse, the code or the machine.
  fileprivate var needsPair: Bool {
    metric?.kind == .sampled && budget == nil && (outcome == .regressed || outcome == .contaminated)
  }

  /// Whether a limit is exceeded that a slower machine may exceed without a change of the code.
  fileprivate var isOverBudgetOfMachine: Bool {
    metric?.isOfMachine == true && budget != nil && outcome == .overBudget
  }
}
