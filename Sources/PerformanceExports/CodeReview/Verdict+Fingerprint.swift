import PerformanceRecords
import PerformanceSystem

extension Verdict {
  /// Identifies the finding from one run to the next: equal for the same outcome of the same metric, whatever the
  /// numbers and the line are.
  var fingerprint: String {
    let id = subject.id
    let parts =
      [id.module] + id.suite + [id.test, id.label ?? "", metric?.name ?? "", budgetName, outcome.name]
    return FileName.hash(parts.joined(separator: "\0"))
  }

  /// The statistic of a budget with its name in the file, since two budgets may limit the same statistic.
  private var budgetName: String { (budget?.name ?? "") + (budgetFacts?.origin.map { " " + $0.id } ?? "") }
}
