import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

extension PackageFolder {
  /// The file of budgets.
  var budgetFile: BudgetFile { BudgetFile(in: baselines.folder) }

  /// The benchmarks with baselines on file.
  /// - Throws: ``InputError`` for a damaged file.
  func recordedBenchmarks() throws -> Set<BenchmarkID> {
    try baselines.folders().reduce(into: []) { $0.formUnion(try baselines.documents(in: $1).ids) }
  }
}
