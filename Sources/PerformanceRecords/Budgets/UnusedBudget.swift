/// A budget of the checked-in file that a run compared with no number.
package struct UnusedBudget: Equatable, Sendable, Codable {
  /// Why nothing was compared.
  package enum Cause: OpenEnumeration {
    /// The pattern matches no benchmark of the package.
    case noBenchmark
    /// No benchmark that it matches was read for the metric.
    case notRead
    /// The limit is relative to a baseline, and there is none for this machine and toolchain.
    case noBaseline
    case other(UnknownName)

    package static let known: [Cause] = [.noBenchmark, .notRead, .noBaseline]

    package var name: String {
      switch self {
      case .noBenchmark: "noBenchmark"
      case .notRead: "notRead"
      case .noBaseline: "noBaseline"
      case .other(let name): name.text
      }
    }
  }

  /// The id of the budget.
  package var id: String
  /// The pattern of its benchmarks.
  package var benchmark: BenchmarkPattern
  /// The name of the metric.
  package var metric: String
  /// Why nothing was compared.
  package var cause: Cause

  package init(_ rule: BudgetRule, because cause: Cause) {
    id = rule.id
    benchmark = rule.benchmark
    metric = rule.metric
    self.cause = cause
  }
}
