/// What a run added to the history.
package struct HistoryContribution: Equatable, Sendable {
  /// The time of its first event, in seconds since 1970.
  package var time: Double
  /// The number of its results.
  package var points: Int
  /// The number of series that no run before it had.
  package var newSeries: Int

  package init(time: Double, points: Int, newSeries: Int) {
    self.time = time
    self.points = points
    self.newSeries = newSeries
  }
}
