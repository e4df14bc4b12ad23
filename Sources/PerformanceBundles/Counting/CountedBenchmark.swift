import PerformanceRecords

/// The report of a process under Callgrind on a benchmark, without the costs, which are in Callgrind's files.
package struct CountedBenchmark: Equatable, Sendable, Codable {
  /// The session that the costs belong to; its readings have no values yet.
  package var session: BenchmarkSession
  /// The labels of the files with the costs of iterations, in their order.
  package var dumps: [String]
  /// The number of iterations in each file; `nil` for one.
  package var iterations: Int?
  /// Whether the body may continue in another thread, whose costs go to another file.
  package var isAsynchronous: Bool

  package init(session: BenchmarkSession, dumps: [String], iterations: Int? = nil, isAsynchronous: Bool) {
    self.session = session
    self.dumps = dumps
    self.iterations = iterations
    self.isAsynchronous = isAsynchronous
  }
}
