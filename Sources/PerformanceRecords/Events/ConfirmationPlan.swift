/// A time that is worse than the file.
package struct Candidate: Hashable, Sendable, Codable {
  /// The benchmark.
  package var benchmark: BenchmarkID
  /// The name of the metric.
  package var metric: String

  package init(benchmark: BenchmarkID, metric: String) {
    self.benchmark = benchmark
    self.metric = metric
  }
}

extension Verdict {
  /// The metric of a benchmark that it is about; `nil` for a verdict on more than one metric.
  package var candidate: Candidate? {
    guard let benchmark, let metric else { return nil }
    return Candidate(benchmark: benchmark, metric: metric.name)
  }
}

/// What a run does with times that are worse than the file, as `perftest` asks its bundle.
package enum ConfirmationPlan: Hashable, Sendable, Codable {
  /// The environment variable that holds it as JSON.
  package static let variable = "PERFTEST_CONFIRMATION"

  /// They await a pair of builds, which is measured after this run.
  case awaited
  /// The run measures a pair of builds for these candidates alone; of some of them more processes seem to be slow, and
  /// not all.
  case pair([Candidate], moreOftenSlow: [Candidate] = [])
  /// No pair can be had, for this reason: the file's rule decides. Of all benchmarks, or of these candidates alone.
  case unavailable(PairAbsence, only: [Candidate]?)

  /// The candidates of which more processes seem to be slow.
  package var moreOftenSlow: Set<Candidate> {
    if case .pair(_, let candidates) = self { Set(candidates) } else { [] }
  }

  /// The candidates that the run is about; `nil` where it is about everything that is selected.
  package var candidates: [Candidate]? {
    switch self {
    case .awaited: nil
    case .pair(let candidates, _): candidates
    case .unavailable(_, let candidates): candidates
    }
  }
}
