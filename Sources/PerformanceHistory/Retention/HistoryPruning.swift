/// What a prune removes, or has removed.
package struct HistoryPruning: Equatable, Sendable {
  /// The rows of one tier.
  package struct Removal: Equatable, Sendable {
    /// The runs that lose something.
    package var runs = 0
    /// The rows of samples, of points, or of verdicts.
    package var rows = 0
    /// The bytes in these rows, without what the database adds.
    package var bytes = 0

    package init(runs: Int = 0, rows: Int = 0, bytes: Int = 0) {
      self.runs = runs
      self.rows = rows
      self.bytes = bytes
    }
  }

  /// The size of the index in bytes.
  package struct Sizes: Equatable, Sendable {
    package var before: Int
    package var after: Int

    package init(before: Int, after: Int) {
      self.before = before
      self.after = after
    }
  }

  /// What was to be kept.
  package var retention: HistoryRetention
  /// What goes, by tier.
  package var removals: [HistoryTier: Removal]
  /// The sizes before and after; `nil` for a dry run.
  package var sizes: Sizes?

  package init(retention: HistoryRetention, removals: [HistoryTier: Removal] = [:], sizes: Sizes? = nil) {
    self.retention = retention
    self.removals = removals
    self.sizes = sizes
  }

  /// Whether nothing goes.
  package var isEmpty: Bool { removals.values.allSatisfy { $0.runs == 0 } }

  /// The bytes in all rows that go.
  package var bytes: Int { removals.values.map(\.bytes).reduce(0, +) }
}
