import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceWorkflows

/// Which budgets the levels of a history cross, and when: the limits of the tests as they were in the newest runs, and those
/// of the file as they are now.
struct BudgetForecasts {
  /// A budget that a level approaches, or is beyond.
  struct Entry {
    let trend: Trend
    let forecast: Trend.Forecast
  }

  /// The newest revisions that are analysed, as in a trend.
  private static let mostPositions = 1_000
  /// The newest revisions in which a series has a value if it goes on: a run with a filter has some of them only.
  private static let newestPositions = 10

  /// Those that are crossed first come first.
  private(set) var entries: [Entry] = []
  /// The number of limits of series that have values.
  private(set) var budgetCount = 0

  /// Reads the history of the package that the arguments name.
  /// - Throws: ``InputError`` when there is no package, or its budgets or settings cannot be read.
  init(_ arguments: Arguments, in context: CommandContext) throws {
    let opened = try OpenedHistory(arguments, in: context)
    let rules = try opened.package.budgetFile.read()
    let logs = RunLogs(of: opened.package, renames: opened.settings.renames)
    try opened.read { history in
      let axis = RunSelection().axis(of: try history.read { try $0.runs() }).newest(Self.mostPositions)
      guard !axis.positions.isEmpty else { return }
      let budgets = try logs.budgets(axis) { record in
        try Self.budgets(of: record, rules, in: opened.package, opened.settings.renames)
      }
      let limited = Set(budgets.flatMap { id, budgets in budgets.map { Limited(benchmark: id, metric: $0.metric) } })
      let series = try history.read { try $0.series(of: nil) }.filter {
        limited.contains(Limited(benchmark: $0.benchmark, metric: $0.metric))
      }
      let trends = try history.read { try TrendBuilder(axis: axis, budgets: budgets).trends(of: series, in: $0) }
      add(trends, budgets)
    }
  }

  private struct Limited: Hashable {
    let benchmark: BenchmarkID
    let metric: String
  }

  /// The limits of the benchmarks of a run, by their current names.
  private static func budgets(
    of record: RunRecord, _ rules: [BudgetRule], in package: PackageFolder, _ renames: HistoryRenames
  ) throws -> [BenchmarkID: [Budget]] {
    guard let environment = record.start?.environment else { return [:] }
    let check = BudgetCheck(record, by: rules, baselines: try package.baselines.load(for: environment))
    let budgets = check.benchmarks.compactMap { entry in
      entry.sessions.first.map { (renames.current($0.id), entry.sessions.budgets) }
    }
    return Dictionary(budgets) { first, _ in first }
  }

  private mutating func add(_ trends: [Trend], _ budgets: [BenchmarkID: [Budget]]) {
    // A series that has ended, such as that of an earlier machine, reaches nothing.
    let current = trends.filter { $0.values.suffix(Self.newestPositions).contains(where: \.isFinite) }
    budgetCount = current.reduce(0) { count, trend in
      count + (trend.benchmark.flatMap { budgets[$0] } ?? []).count { $0.metric == trend.metric.name }
    }
    let all = current.flatMap { trend in trend.forecasts.map { Entry(trend: trend, forecast: $0) } }
    entries = all.sorted { $0.order < $1.order }
  }
}

extension BudgetForecasts.Entry {
  fileprivate var order: (Int, String, String, String) {
    (forecast.runs, trend.benchmark?.description ?? "", trend.metric.name, forecast.budget.statistic.name)
  }
}
