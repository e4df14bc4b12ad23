import PerformanceRecords

extension [Verdict.Outcome: Int] {
  /// The numbers in words, the worst first: `2 regressed`, `1 new`, `83 same`.
  package var inWords: [String] {
    let others = keys.filter { !Verdict.Outcome.worstFirst.contains($0) }.sorted { $0.name < $1.name }
    return (Verdict.Outcome.worstFirst + others).compactMap { outcome in
      self[outcome].map { "\($0) \(outcome.text)" }
    }
  }
}
