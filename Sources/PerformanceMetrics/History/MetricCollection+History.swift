import PerformanceExports
import PerformanceRecords

extension MetricCollection {
  /// Adds what all runs add up to. What has not happened yet is 0, where its label has few values: a counter that begins
  /// with 1 has never grown.
  mutating func add(_ totals: HistoryTotals) {
    let results = HistoryTotals.Result.allCases
    func series(_ name: String, _ value: String, _ count: Int) -> MetricSeries {
      MetricSeries([MetricLabel(name, value)], Double(count))
    }
    add(.runsTotal, results.map { series("result", $0.rawValue, totals.runs[$0] ?? 0) })
    let known = Verdict.Outcome.known
    let others = totals.verdicts.keys.filter { !known.contains($0) }.sorted { $0.name < $1.name }
    add(.verdicts, (known + others).map { series("verdict", $0.name, totals.verdicts[$0] ?? 0) })
    add(
      .budgetViolations,
      totals.violations.map { budget, count in
        MetricSeries(
          [
            MetricLabel("suite", budget.suite), MetricLabel("metric", budget.metric),
            MetricLabel("statistic", budget.statistic),
          ], Double(count))
      })
    add(.baselineUpdates, [MetricSeries([], Double(totals.runs[.recorded] ?? 0))])
    add(.changesJudged, results.map { series("result", $0.rawValue, totals.changes[$0]?.count ?? 0) })
  }
}
