import PerformanceRecords
import PerformanceRegression

extension Verdict {
  /// The order for display: the worst first, then by name.
  package static func isWorse(_ first: Verdict, _ second: Verdict) -> Bool {
    if first.rank != second.rank { return first.rank < second.rank }
    if first.outcome.isWorse, first.worsening != second.worsening { return first.worsening > second.worsening }
    if first.subject != second.subject { return first.subject < second.subject }
    return (first.metric?.name ?? "") < (second.metric?.name ?? "")
  }

  /// How many times worse it became; 0 where unknown.
  private var worsening: Double {
    guard let metric, let baseline, let now else { return 0 }
    return metric.direction.worsening(from: baseline, to: now)
  }

  private var rank: Int { Outcome.worstFirst.firstIndex(of: outcome) ?? Outcome.worstFirst.count }
}

extension Verdict.Outcome {
  /// All outcomes in the order of ``Verdict/isWorse(_:_:)``.
  static let worstFirst: [Verdict.Outcome] = [
    .failed, .missing, .overBudget, .regressed, .accepted, .contaminated, .ambiguous, .new, .incomparable, .improved,
    .same, .disabled,
  ]

  /// Whether the outcome means that a number became worse.
  fileprivate var isWorse: Bool { self == .regressed || self == .accepted }

  /// The outcome in words.
  package var text: String {
    switch self {
    case .overBudget: "over budget"
    case .other(let name): name.text.shown(atMost: 60)
    default: name
    }
  }
}
