import PerformanceRecords

/// The summary of one session in a series.
package struct HistorySession: Equatable, Sendable {
  /// The build that was measured.
  package var side: SessionSide
  /// The round, counted from 1.
  package var round: Int
  /// Iterations in each sample.
  package var iterations: Int
  /// The samples, in the metric's unit for one iteration.
  package var quantiles: SessionQuantiles

  package init(side: SessionSide, round: Int, iterations: Int, quantiles: SessionQuantiles) {
    self.side = side
    self.round = round
    self.iterations = iterations
    self.quantiles = quantiles
  }
}
