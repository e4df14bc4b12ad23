import PerformanceRecords

/// Verdicts that say the same, counted instead of listed.
struct VerdictGroup: Hashable {
  private let outcome: Verdict.Outcome
  private let explanation: String
  private let isOfTimes: Bool

  private init?(_ verdict: Verdict) {
    switch verdict.outcome {
    case .same:
      self.init(outcome: .same, explanation: "", isOfTimes: false)
    case .new:
      self.init(outcome: .new, explanation: verdict.reason.text, isOfTimes: false)
    case .incomparable:
      let isOfTimes = verdict.metric?.kind == .sampled && verdict.now != nil
      self.init(outcome: .incomparable, explanation: verdict.explanation, isOfTimes: isOfTimes)
    default: return nil
    }
  }

  private init(outcome: Verdict.Outcome, explanation: String, isOfTimes: Bool) {
    self.outcome = outcome
    self.explanation = explanation
    self.isOfTimes = isOfTimes
  }

  /// One line for each group among the verdicts: `38 same`, `41 incomparable: recorded on …, this is …`.
  ///
  /// Those of tests that are disabled are named. `times` is added where times were measured that cannot be judged.
  static func lines(of verdicts: [Verdict], times: String) -> [String] {
    var counts: [VerdictGroup: Int] = [:]
    var order: [VerdictGroup] = []
    for group in verdicts.compactMap(VerdictGroup.init) {
      if counts[group] == nil { order.append(group) }
      counts[group, default: 0] += 1
    }
    let lines = order.map { group in "\(counts[group] ?? 0) \(group.text)" + (group.isOfTimes ? "; " + times : "") }
    return lines + [disabled(verdicts)].compactMap { $0 }
  }

  private static let mostNames = 8

  /// What is off, by name.
  private static func disabled(_ verdicts: [Verdict]) -> String? {
    let names = verdicts.filter { $0.outcome == .disabled }.map { $0.benchmark.shortDescription.shown(atMost: 100) }
    guard !names.isEmpty else { return nil }
    let more = names.count > mostNames ? ", …" : ""
    return "\(names.count) disabled: " + names.prefix(mostNames).joined(separator: ", ") + more
  }

  private var text: String {
    outcome.rawValue + (explanation.isEmpty ? "" : ": " + explanation)
  }
}
