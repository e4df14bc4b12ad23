import PerformanceRecords

extension Verdict {
  /// Whether a `same` verdict needs a row of its own, because the baseline alone says otherwise or some sessions were
  /// slower.
  package var isMoreThanSame: Bool { reason == .refutedByPair || slowSessions != nil }

  /// The result of the pair of builds in one line: `confirmed against 3f2c91d: +27.0 % [+24 %, +31 %], 9 pairs`.
  package var confirmationText: String? {
    guard let confirmation else { return nil }
    if let text = budgetConfirmationText(confirmation, against: confirmation.other, numbers(of: confirmation)) {
      return text
    }
    switch confirmation.state {
    case .awaited: return "a pair of builds has not decided yet"
    case .confirmed: return "confirmed against \(confirmation.other): \(numbers(of: confirmation))"
    case .refuted where slowSessions != nil:
      return "no more of its processes are slow than at \(confirmation.other): \(numbers(of: confirmation))"
    case .refuted: return "\(Reason.refutedByPair.text): against \(confirmation.other) \(numbers(of: confirmation))"
    case .unresolved where outcome == .contaminated:
      return "the pairs against \(confirmation.other) were disturbed: \(numbers(of: confirmation))"
    case .unresolved: return "the pairs against \(confirmation.other) do not agree: \(numbers(of: confirmation))"
    case .unavailable:
      return "not confirmed by a pair of builds"
        + (confirmation.absence.map { ": " + $0.text.onOneLine(atMost: 300) } ?? "")
    case .other(let name): return name.text.shown(atMost: 60)
    }
  }

  private func numbers(of confirmation: Confirmation) -> String {
    guard confirmation.pairs > 0 else { return confirmation.identity?.text ?? "nothing was measured" }
    // The best session does not change when only more sessions are slow.
    let change = slowSessions == nil ? confirmation.change : ""
    return [change, Plural.text(confirmation.pairs, "pair")].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension Verdict.Confirmation {
  fileprivate var other: String { (commit ?? "the other build").shown(atMost: 100) }

  fileprivate var change: String {
    [ratio.map(ValueFormat.ratioChange), interval.map(ValueFormat.interval)].compactMap { $0 }.joined(separator: " ")
  }
}
