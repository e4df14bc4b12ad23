import PerformanceRecords
import PerformanceStatistics

extension ShareRule {
  /// The probability that unchanged code gives at least this many slow sessions.
  package func chance(slow: Int, of sessions: Int, onFile: (slow: Int, sessions: Int)) -> Double {
    ExactTests.predictive(successes: slow, trials: sessions, before: (onFile.slow, onFile.sessions))
  }

  /// The result of the pairs for a candidate with more slow processes.
  package func decision(
    base: (slow: Int, sessions: Int), now: (slow: Int, sessions: Int), isLast: Bool
  ) -> PairedRule.Decision {
    let chance = ExactTests.fisher(
      first: (base.slow, base.sessions), second: (now.slow, now.sessions))
    if chance <= confirming { return .worse }
    let isDone = isLast || now.sessions >= mostPairs
    if isDone || now.sessions >= fewestPairs && now.slow <= base.slow { return chance > same ? .same : .unresolved }
    return .undecided
  }
}
