extension Verdict {
  /// The result of a verdict.
  package enum Outcome: OpenEnumeration, Hashable {
    /// Within the tolerance.
    case same
    /// Better by more than the tolerance.
    case improved
    /// Worse by more than the tolerance.
    case regressed
    /// Worse by more than the tolerance, but accepted for a while.
    case accepted
    /// Undecided; the verdict has the smallest change that the data could have shown.
    case ambiguous
    /// The baseline is of another environment or method.
    case incomparable
    /// In the baseline and selected, but not in the run.
    case missing
    /// In the run, but in no baseline.
    case new
    /// The machine disturbed every worse session, or is slower than it was.
    case contaminated
    /// The test threw, crashed or gave no result.
    case failed
    /// An absolute limit of the test is exceeded.
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
