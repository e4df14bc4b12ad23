import PerformanceRecords

/// Finds selected baselines that the run did not measure.
package enum MissingBenchmarks {
  /// A red verdict for each benchmark that the run should have measured and did not, and for each metric of a baseline
  /// that a measured benchmark no longer reads.
  /// - Parameters:
  ///   - recorded: the benchmarks with baselines for the run's environment, with their metrics.
  ///   - measured: the sessions of the run; an unavailable reading counts as one.
  ///   - wasRead: whether the run read a metric of a function at all; instructions are not always counted.
  ///   - why: why a function that ran gave no number; `nil` where no function produces the benchmark any more.
  ///   - isExcused: whether a function was excluded deliberately: not selected, or disabled.
  package static func verdicts(
    recorded: [BenchmarkID: [MetricDescription]], measured: [BenchmarkID: [SessionEvent]],
    wasRead: (TestFunctionID, MetricDescription) -> Bool = { _, _ in true },
    why: (TestFunctionID) -> Verdict.Reason? = { _ in nil }, isExcused: (TestFunctionID) -> Bool
  ) -> [Verdict] {
    let expected = recorded.filter { !isExcused($0.key.function) }.sorted { $0.key < $1.key }
    return expected.flatMap { id, metrics in
      measured[id].map { gone(metrics.filter { wasRead(id.function, $0) }, of: id, from: $0) } ?? [
        Verdict(benchmark: id, outcome: .missing, reason: why(id.function) ?? .notInRun)
      ]
    }
  }

  /// The verdict on a benchmark that only the other build has; red where its baselines remain.
  /// - Parameter metrics: the metrics of the benchmark that have baselines.
  package static func stillOnFile(_ verdict: Verdict, metrics: [MetricDescription]) -> Verdict {
    guard let metric = verdict.metric else { return verdict.with(.missing, .notInRun) }
    return metrics.contains { $0.name == metric.name } ? verdict.with(.missing, .notInRun) : verdict
  }

  private static func gone(
    _ metrics: [MetricDescription], of id: BenchmarkID, from sessions: [SessionEvent]
  ) -> [Verdict] {
    let read = Set(sessions.flatMap(\.session.readings).map(\.metric.name))
    return metrics.filter { !read.contains($0.name) }.sorted { $0.name < $1.name }.map { metric in
      Verdict(
        benchmark: id, metric: metric, outcome: .missing, reason: .notInRun, sessions: sessions.count(of: metric.name),
        location: sessions.first?.session.location)
    }
  }
}
