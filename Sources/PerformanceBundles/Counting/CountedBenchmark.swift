import PerformanceRecords

/// What a process under Callgrind says of a benchmark: everything but the costs, which are in Callgrind's files.
package struct CountedBenchmark: Hashable, Sendable, Codable {
  /// The session that the costs belong to; its readings have no values yet.
  package var session: BenchmarkSession
  /// The labels of the files with the costs of single iterations, in their order.
  package var dumps: [String]
  /// Whether the body may go on in another thread, whose costs a file for each thread does not have.
  package var isAsynchronous: Bool

  /// A counted benchmark from its parts.
  package init(session: BenchmarkSession, dumps: [String], isAsynchronous: Bool) {
    self.session = session
    self.dumps = dumps
    self.isAsynchronous = isAsynchronous
  }
}
