import Foundation
import PerformanceRecords

/// Why event logs cannot be joined.
package enum ShardProblem: Error, Equatable, Sendable {
  /// The log does not exist or cannot be read; the error number of the system.
  case unreadable(URL, Int32)
  /// The log has no event.
  case empty(URL)
  /// The first event of the log is not the start of a run.
  case noBeginning(URL)
  /// Two logs have the same run.
  case sameRun(URL, URL)
  /// The starts of two runs differ.
  case different(ShardDifference)
  /// Two logs have results of the same benchmarks or functions, which are in order of their names.
  case sameBenchmarks([BenchmarkID], URL, URL)
  /// The output is one of the logs.
  case outputIsLog(URL)
  /// The output exists.
  case outputExists(URL)
  /// The output cannot be written.
  case notWritten(URL)
}

/// A difference of two shards that excludes a common run.
package struct ShardDifference: Equatable, Sendable {
  /// The path of the key in the body of `runStarted`, such as `provenance.revision`.
  package var key: String
  /// The logs.
  package var logs: [URL]
  /// Their values as JSON; `nil` where a log has none.
  package var values: [String?]
}
