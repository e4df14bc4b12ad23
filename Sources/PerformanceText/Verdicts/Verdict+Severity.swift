import PerformanceRecords
import PerformanceRegression

extension [Verdict] {
  /// The verdicts in the order for display: the worst first, then by name.
  package var worstFirst: [Verdict] {
    let keys = map(Severity.init)
    return keys.indices.sorted { keys[$0].isWorse(than: keys[$1]) }.map { self[$0] }
  }
}

/// What verdicts are ordered by; their subjects are described once, and not in every comparison.
private struct Severity {
  private let rank: Int
  /// How many times worse it became; 0 where unknown, and for outcomes that do not mean that.
  private let worsening: Double
  private let function: String
  private let subject: Verdict.Subject
  private let metric: String

  init(_ verdict: Verdict) {
    rank = verdict.outcome.rank
    worsening = verdict.outcome.meansWorse ? verdict.worsening : 0
    (function, subject) = (verdict.function.description, verdict.subject)
    metric = verdict.metric?.name ?? ""
  }

  func isWorse(than other: Severity) -> Bool {
    if rank != other.rank { return rank < other.rank }
    if worsening != other.worsening { return worsening > other.worsening }
    if function != other.function { return function < other.function }
    return subject == other.subject ? metric < other.metric : subject < other.subject
  }
}

extension Verdict {
  /// How many times worse it became; 0 where unknown.
  fileprivate var worsening: Double {
    guard let metric, let baseline, let now else { return 0 }
    return metric.direction.worsening(from: baseline, to: now)
  }
}

extension Verdict.Outcome {
  /// All outcomes in the order for display.
  static let worstFirst: [Verdict.Outcome] = [
    .failed, .missing, .overBudget, .regressed, .accepted, .contaminated, .ambiguous, .new, .incomparable, .improved,
    .same, .disabled,
  ]

  /// The position in the order for display, from 0 for the worst.
  package var rank: Int { Self.worstFirst.firstIndex(of: self) ?? Self.worstFirst.count }

  /// Whether the outcome means that a number became worse.
  package var meansWorse: Bool { self == .regressed || self == .accepted }
}

extension Verdict.Reason {
  /// Whether a verdict that is not red is shown by name because of this reason, not only counted.
  var isShownByName: Bool {
    switch self {
    case .onlyInBase, .unreadable, .budgetUnreadable, .budgetUnasked, .growthUnseen: true
    default: false
    }
  }
}
