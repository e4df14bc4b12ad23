import PerformanceRecords

/// The benchmarks and metrics that a run judges.
package enum JudgedScope: Equatable, Sendable {
  /// All judged metrics and budgets.
  case everything
  /// These candidates.
  case only(Set<Candidate>)

  /// The scope of a run's plan for confirmations.
  package init(_ plan: ConfirmationPlan?) {
    self = plan?.candidates.map { .only(Set($0)) } ?? .everything
  }

  /// Whether a metric of a benchmark is judged.
  func contains(_ metric: MetricDescription, of benchmark: BenchmarkID) -> Bool {
    switch self {
    case .everything: metric.isJudged
    case .only(let candidates): candidates.contains(Candidate(benchmark: benchmark, metric: metric.name))
    }
  }

  /// Whether a budget of a benchmark is judged.
  func contains(_ budget: Budget, of benchmark: BenchmarkID) -> Bool {
    switch self {
    case .everything: true
    case .only(let candidates):
      candidates.contains(
        Candidate(benchmark: benchmark, metric: budget.metric, statistic: budget.statistic, limit: budget.limit))
    }
  }
}
