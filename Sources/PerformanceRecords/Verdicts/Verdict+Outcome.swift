extension Verdict {
  /// The answer of a verdict.
  package enum Outcome: OpenEnumeration {
    /// Within the tolerance.
    case same
    /// Better by more than the tolerance.
    case improved
    /// Worse by more than the tolerance.
    case regressed
    /// Worse by more than the tolerance, which somebody lets pass for a while.
    case accepted
    /// Not decided by the data; the smallest change that they could have shown stands beside it.
    case ambiguous
    /// The baseline was made elsewhere or otherwise.
    case incomparable
    /// In the baseline and selected, but not in the run.
    case missing
    /// In the run, but in no baseline.
    case new
    /// The machine disturbed every session that was worse, or is slower itself than it was.
    case contaminated
    /// The test threw, crashed or gave no result.
    case failed
    /// An absolute limit that the test sets is exceeded.
    case overBudget
    /// The test is disabled.
    case disabled
    /// An outcome of a newer version of this package, which neither passes nor fails a build here.
    case other(UnknownName)

    package static let known: [Outcome] = [
      .same, .improved, .regressed, .accepted, .ambiguous, .incomparable, .missing, .new, .contaminated, .failed,
      .overBudget, .disabled,
    ]

    package var name: String {
      switch self {
      case .same: "same"
      case .improved: "improved"
      case .regressed: "regressed"
      case .accepted: "accepted"
      case .ambiguous: "ambiguous"
      case .incomparable: "incomparable"
      case .missing: "missing"
      case .new: "new"
      case .contaminated: "contaminated"
      case .failed: "failed"
      case .overBudget: "overBudget"
      case .disabled: "disabled"
      case .other(let name): name.text
      }
    }
  }
}
