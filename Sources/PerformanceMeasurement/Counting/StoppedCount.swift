import PerformanceRecords

/// The partial result of a function whose counting did not end in time.
package struct StoppedCount: Sendable {
  /// Why it was stopped.
  package var failure: Failure
  /// Seconds that it had run without progress.
  package var seconds: Double
  /// Its benchmarks that were counted completely.
  package var counted: [CountedSession]
  /// The counts of the unfinished benchmark, a lower bound; `nil` where there are none.
  package var unfinished: CountedSession?

  package init(failure: Failure, seconds: Double, counted: [CountedSession] = [], unfinished: CountedSession? = nil) {
    self.failure = failure
    self.seconds = seconds
    self.counted = counted
    self.unfinished = unfinished
  }
}
