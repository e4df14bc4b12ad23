import PerformanceHistory

/// What a team has decided about its history.
package struct HistorySettings: Equatable {
  /// Benchmarks that got another name.
  package var renames = HistoryRenames()
  /// Days to keep samples; `nil` where nothing is decided.
  package var samples: Int?
  /// Days to keep points.
  package var points: Int?
  /// Days to keep runs with their verdicts.
  package var verdicts: Int?

  /// Nothing is decided.
  package init() {}

  /// How long the history keeps each part of a run.
  package var retention: HistoryRetention {
    let usual = HistoryRetention.usual
    return HistoryRetention(
      samples: samples ?? usual.samples, points: points ?? usual.points, verdicts: verdicts ?? usual.verdicts)
  }
}
