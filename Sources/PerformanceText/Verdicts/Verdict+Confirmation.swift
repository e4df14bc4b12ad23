import PerformanceRecords

extension Verdict {
  /// What a pair of builds says, in one line: `confirmed against 3f2c91d: +27.0 % [+24 %, +31 %], 9 pairs`.
  package var confirmationText: String? {
    guard let confirmation else { return nil }
    switch confirmation.state {
    case .awaited: return "a pair of builds has not decided yet"
    case .confirmed: return "confirmed against \(confirmation.other): \(confirmation.numbers)"
    case .refuted: return "\(Reason.refutedByPair.text): against \(confirmation.other) \(confirmation.numbers)"
    case .unresolved: return "the pairs against \(confirmation.other) do not agree: \(confirmation.numbers)"
    case .unavailable:
      return "not confirmed by a pair of builds" + (confirmation.detail.map { ": " + $0.onOneLine(atMost: 300) } ?? "")
    }
  }
}

extension Verdict.Confirmation {
  fileprivate var other: String { (commit ?? "the other build").shown(atMost: 100) }

  fileprivate var numbers: String {
    guard pairs > 0 else { return detail?.onOneLine(atMost: 200) ?? "nothing was measured" }
    let change = ratio.map(ValueFormat.ratioChange)
    let interval = interval.map(ValueFormat.interval)
    let numbers = [change, interval].compactMap { $0 }.joined(separator: " ")
    return (numbers.isEmpty ? "" : numbers + ", ") + Counted.text(pairs, "pair")
  }
}
