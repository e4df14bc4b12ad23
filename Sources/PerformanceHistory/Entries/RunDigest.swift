import PerformanceRecords

/// The number of benchmarks of a run, and of its verdicts.
package struct RunDigest: Equatable, Sendable {
  /// The number of benchmarks with results.
  package var benchmarks: Int
  /// The number of verdicts with each outcome; outcomes that did not occur are absent.
  package var outcomes: [Verdict.Outcome: Int]

  package init(benchmarks: Int = 0, outcomes: [Verdict.Outcome: Int] = [:]) {
    self.benchmarks = benchmarks
    self.outcomes = outcomes
  }

  init(_ contents: RunContents) {
    self.init(benchmarks: Set(contents.rows.map(\.series.benchmark)).count)
    for outcome in contents.rows.compactMap(\.point.outcome) + contents.verdicts.map(\.outcome) {
      outcomes[outcome, default: 0] += 1
    }
  }
}
