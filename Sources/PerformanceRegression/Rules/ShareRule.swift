import PerformanceRecords
import PerformanceStatistics

/// The rule for code of which only some processes became slower: *a second, slower mode is a candidate when fresh sessions
/// are slow more often than the baseline on file leads to expect.*
///
/// A session that is itself slow makes more wanted, so steady code costs no session more. Replayed on recorded null
/// sessions it added 0.05 sessions, and no candidate in 60 000 placements.
package struct ShareRule: Hashable, Sendable {
  /// The probability below which the share is a candidate; that of the screen.
  package var limit = 3e-4
  /// The probability below which more sessions are wanted, and the row says how many were slow.
  package var conspicuous = 0.1
  /// The most sessions that are taken for it.
  package var mostSessions = 12
  /// The probability below which a pair of builds confirms the candidate.
  package var confirming = 1e-3
  /// The most pairs that are taken for it.
  package var mostPairs = 30

  /// The rule with its replayed constants.
  package static let standard = ShareRule()

  /// The rule with its replayed constants.
  package init() {}

  /// The probability that unchanged code gives at least so many slow sessions among so many.
  package func chance(slow: Int, of sessions: Int, onFile: (slow: Int, sessions: Int)) -> Double {
    ExactTests.predictive(successes: slow, trials: sessions, before: (onFile.slow, onFile.sessions))
  }

  /// What pairs say of a share that is a candidate.
  package func step(
    base: (slow: Int, sessions: Int), now: (slow: Int, sessions: Int), isLast: Bool
  ) -> PairedRule.Step {
    let chance = ExactTests.fisher(
      first: (base.slow, base.sessions), second: (now.slow, now.sessions))
    if chance <= confirming { return .worse }
    let isDone = isLast || now.sessions >= mostPairs
    // After ten pairs a share that is no greater will hardly become so.
    if isDone || now.sessions >= 10 && now.slow <= base.slow { return chance > 0.05 ? .same : .unresolved }
    return .undecided
  }
}
