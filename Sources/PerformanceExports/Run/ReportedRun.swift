import PerformanceRecords
import PerformanceReports
import PerformanceText

/// A run with everything that is known about it: the input of all exporters.
package struct ReportedRun: Sendable {
  /// The run, with its verdicts in order.
  package var summary: RunSummary { didSet { shared = SharedParts() } }
  /// The baselines on file for the environment of the run; without entries where there are none.
  package var baselines: BaselineStore.Loaded
  /// The filed costs of benchmarks by function.
  package var profiles: [BenchmarkID: ProfileDocument.Entry]
  /// The runs before it, and the trends up to it; `nil` without a history.
  package var history: ReportedHistory?
  /// The differences from another run, or from baselines; `nil` unless one was named.
  package var comparison: NumbersComparison?
  /// How often the gate was right on this machine with this suite; `nil` where that was not measured.
  package var evidence: GateEvidence?
  /// Converts the path of a source file, as the compiler got it, to one from the root of the repository.
  package var path: @Sendable (String) -> String
  /// What several documents are made of, by the summary alone.
  private(set) var shared = SharedParts()

  package init(
    _ summary: RunSummary, baselines: BaselineStore.Loaded = BaselineStore.Loaded(),
    profiles: [BenchmarkID: ProfileDocument.Entry] = [:], history: ReportedHistory? = nil,
    comparison: NumbersComparison? = nil, evidence: GateEvidence? = nil,
    path: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.summary = summary
    self.baselines = baselines
    self.profiles = profiles
    self.history = history
    self.comparison = comparison
    self.evidence = evidence
    self.path = path
  }
}
