import PerformanceRecords

/// A budget of the checked-in file with the benchmarks that its pattern matches.
package struct BudgetMatches: Equatable, Sendable {
  package let rule: BudgetRule
  /// The benchmarks in their order; empty where the pattern matches none.
  package let benchmarks: [BenchmarkID]

  /// Finds the benchmarks of a budget.
  package init(_ rule: BudgetRule, in benchmarks: some Sequence<BenchmarkID>) {
    self.rule = rule
    self.benchmarks = benchmarks.filter(rule.benchmark.matches).inOrder()
  }
}
