/// What a prune removes of a run, in the order of the ages at which it goes.
package enum HistoryTier: Int, CaseIterable, Comparable, Sendable {
  /// The samples of its sessions.
  case samples = 1
  /// Its results, with the summaries of its sessions; verdicts other than `same` stay.
  case points
  /// The run with its verdicts.
  case verdicts

  package static func < (first: HistoryTier, second: HistoryTier) -> Bool { first.rawValue < second.rawValue }
}
