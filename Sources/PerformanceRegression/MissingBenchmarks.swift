import PerformanceRecords

/// Finds what is on file and was selected, but did not run.
package enum MissingBenchmarks {
  /// A red verdict for each benchmark that a run should have measured and did not.
  /// - Parameters:
  ///   - recorded: the ids on file for the run's environment.
  ///   - measured: the ids the run has sessions or another verdict of.
  ///   - isExcused: whether a function was left out on purpose: not selected, or disabled.
  package static func verdicts(
    recorded: Set<BenchmarkID>, measured: Set<BenchmarkID>, isExcused: (TestFunctionID) -> Bool
  ) -> [Verdict] {
    recorded.subtracting(measured).filter { !isExcused($0.function) }.sorted().map { id in
      Verdict(
        benchmark: id, outcome: .missing, reason: .notInRun,
        detail: "it is in the baseline, but no 'measure' call gave it; if that is meant, 'perftest record' removes it")
    }
  }
}
