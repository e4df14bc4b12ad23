/// An acceptance that a run had no use for.
package struct UnusedAcceptance: Hashable, Sendable, Codable {
  /// Why it had none.
  package enum Cause: String, Sendable, Codable {
    /// The benchmark or its metric no longer exists.
    case notMeasured
    /// It is no longer regressed.
    case notRegressed
  }

  /// The benchmark.
  package var benchmark: BenchmarkID
  /// The name of the metric.
  package var metric: String
  /// The last day on which it is accepted.
  package var until: Day
  /// Why the run had no use for it.
  package var cause: Cause

  /// An unused acceptance from its parts.
  package init(benchmark: BenchmarkID, metric: String, until: Day, cause: Cause) {
    self.benchmark = benchmark
    self.metric = metric
    self.until = until
    self.cause = cause
  }
}
