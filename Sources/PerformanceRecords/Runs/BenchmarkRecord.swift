/// All results of a run for one benchmark.
package struct BenchmarkRecord: Sendable {
  /// The id of the benchmark.
  package let id: BenchmarkID
  /// Its sessions in the order of the log, of all passes and of both builds.
  package let sessions: [SessionEvent]
  /// The verdicts on it in the order reached.
  package let verdicts: [Verdict]
}

extension RunRecord {
  /// The record of a benchmark; verdicts on its function as a whole are not part of it.
  package func benchmark(_ id: BenchmarkID) -> BenchmarkRecord {
    BenchmarkRecord(
      id: id, sessions: events(of: id), verdicts: verdicts(on: id).filter { $0.benchmark == id })
  }
}
