import PerformanceRecords

extension Trend {
  /// Judged positions in a row with one outcome.
  package struct Stretch: Equatable, Sendable {
    package var outcome: Verdict.Outcome
    /// The first position.
    package var first: Int
    /// The number of judged positions.
    package var count: Int
  }

  /// The verdicts in stretches of one outcome, the oldest first.
  package var stretches: [Stretch] {
    verdicts.keys.sorted().reduce(into: []) { stretches, position in
      guard let outcome = verdicts[position]?.outcome else { return }
      if stretches.last?.outcome == outcome {
        stretches[stretches.count - 1].count += 1
      } else {
        stretches.append(Stretch(outcome: outcome, first: position, count: 1))
      }
    }
  }

  /// The positions at which the number of the baseline is another one than before: it was recorded again.
  package var recordings: [Int] {
    let compared = verdicts.compactMap { position, verdict in verdict.baseline.map { (position, $0) } }
      .sorted { $0.0 < $1.0 }
    return zip(compared, compared.dropFirst()).filter { $0.1 != $1.1 }.map { $1.0 }
  }
}
