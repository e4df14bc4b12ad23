import PerformanceRecords

/// Verdicts with the same explanation, counted instead of listed.
struct VerdictGroup: Hashable {
  /// The key of the group: verdicts with equal keys have equal sentences.
  private let outcome: Verdict.Outcome
  private let reason: Verdict.Reason?
  private let detail: Verdict.Detail?
  private let function: TestFunctionID?
  private let isOfTimes: Bool

  /// The detail is left out: to hash it, all causes would have to be `Hashable`. Groups that differ only in it are few.
  func hash(into hasher: inout Hasher) {
    hasher.combine(outcome)
    hasher.combine(reason?.name)
    hasher.combine(function)
    hasher.combine(isOfTimes)
  }

  private init?(_ verdict: Verdict) {
    switch verdict.outcome {
    case .same:
      self.init(outcome: .same)
    case .new:
      self.init(outcome: .new, reason: verdict.reason)
    case .incomparable:
      self.init(
        outcome: .incomparable, reason: verdict.reason, detail: verdict.detail,
        // The command that removes such a metric names its function.
        function: verdict.reason == .notCounted ? verdict.function : nil,
        isOfTimes: verdict.metric?.isOfMachine == true && verdict.now != nil)
    default: return nil
    }
  }

  private init(
    outcome: Verdict.Outcome, reason: Verdict.Reason? = nil, detail: Verdict.Detail? = nil,
    function: TestFunctionID? = nil, isOfTimes: Bool = false
  ) {
    self.outcome = outcome
    self.reason = reason
    self.detail = detail
    self.function = function
    self.isOfTimes = isOfTimes
  }

  /// One line for each group among the verdicts: `38 same`, `41 incomparable: recorded on …, this is …`.
  ///
  /// Those of disabled tests are named. `times` is appended where times were measured but cannot be judged.
  static func lines(of verdicts: [Verdict], times: String) -> [String] {
    var members: [VerdictGroup: (first: Verdict, count: Int)] = [:]
    var order: [VerdictGroup] = []
    for verdict in verdicts {
      guard let group = VerdictGroup(verdict) else { continue }
      if members[group] == nil { order.append(group) }
      members[group, default: (verdict, 0)].count += 1
    }
    let lines = order.compactMap { group in
      members[group].map { "\($0.count) \(group.text(of: $0.first))" + (group.isOfTimes ? "; " + times : "") }
    }
    return lines + [disabled(verdicts)].compactMap { $0 }
  }

  private static let mostNames = 8

  /// The disabled tests, by name.
  private static func disabled(_ verdicts: [Verdict]) -> String? {
    let names = verdicts.filter { $0.outcome == .disabled }.map { $0.subject.shortDescription.shown(atMost: 100) }
    guard !names.isEmpty else { return nil }
    let more = names.count > mostNames ? ", …" : ""
    return "\(names.count) disabled: " + names.prefix(mostNames).joined(separator: ", ") + more
  }

  /// The line of a group, described by one of its verdicts.
  private func text(of verdict: Verdict) -> String {
    switch outcome {
    case .new: "\(outcome.text): \(verdict.reason.text)"
    case .incomparable: "\(outcome.text): \(verdict.explanation)"
    default: outcome.text
    }
  }
}
