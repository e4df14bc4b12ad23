import Dispatch
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceTrends
import Synchronization

/// Makes trends of the points of a history.
///
/// A series of the history is one machine class for times, and one toolchain for counts, so that it has one part.
package struct TrendBuilder: Sendable {
  /// The runs.
  package let axis: TrendAxis
  /// The limits of each benchmark's newest run.
  package let budgets: [BenchmarkID: [Budget]]
  /// The names of the runs of all positions.
  private let runs: [String]
  /// The position on the axis of each of them.
  private let indices: [Int]
  private let times: [Double]?

  /// The series of which points are in memory at once.
  private static let seriesAtOnce = 64

  package init(axis: TrendAxis, budgets: [BenchmarkID: [Budget]] = [:]) {
    self.axis = axis
    self.budgets = budgets
    times = axis.times
    runs = axis.positions.flatMap(\.runs)
    indices = axis.positions.enumerated().flatMap { index, position in position.runs.map { _ in index } }
  }

  /// The trends of series that have a point on the axis, in the order of the series.
  /// - Throws: The error of the query.
  package func trends(of series: [HistorySeries], in history: any HistoryReader) throws -> [Trend] {
    let found = FoundTrends()
    let analysis = DispatchQueue(label: "trends of a history")
    defer { analysis.sync {} }
    var pending: [(HistorySeries, [HistoryPoint.Listed])] = []
    func analyse() {
      // The next points are read meanwhile, and no more of them.
      analysis.sync {}
      let series = pending
      pending = []
      analysis.async { found.add(zip(series.map { $0.0 }, self.trends(series))) }
    }
    try history.forEach(of: series, inRuns: runs) { series, points in
      pending.append((series, points))
      if pending.count >= Self.seriesAtOnce { analyse() }
    }
    analyse()
    analysis.sync {}
    return found.inOrder(of: series)
  }

  private func trends(_ series: [(HistorySeries, [HistoryPoint.Listed])]) -> [Trend?] {
    // A thousand series take seconds on one processor.
    let trends = Mutex([Trend?](repeating: nil, count: series.count))
    DispatchQueue.concurrentPerform(iterations: series.count) { index in
      let trend = trend(series[index].0, series[index].1)
      trends.withLock { $0[index] = trend }
    }
    return trends.withLock { $0 }
  }

  /// The trend of a series.
  /// - Parameter points: in the order of their runs.
  private func trend(_ series: HistorySeries, _ points: [HistoryPoint.Listed]) -> Trend {
    let metric = series.metricDescription
    var trend = Trend(
      benchmark: series.benchmark, metric: metric, environment: series.environment,
      values: points.medians(at: indices, of: axis.positions.count), times: times,
      isJudged: points.contains { $0.point.outcome != nil },
      baseline: points.last { $0.point.baseline != nil }?.point.baseline)
    trend.verdicts = points.judgements(at: indices)
    let limits = (budgets[series.benchmark] ?? []).filter { $0.metric == series.metric }
    trend.forecasts = limits.compactMap { forecast($0, of: metric, points) }
    return trend
  }

  /// When the statistic that a budget limits reaches the limit; `nil` where it is not kept, or never does.
  private func forecast(
    _ budget: Budget, of metric: MetricDescription, _ points: [HistoryPoint.Listed]
  ) -> Trend.Forecast? {
    guard points.allSatisfy({ $0.point.statistics.value(of: budget.statistic, better: metric.direction) != nil }) else {
      return nil
    }
    let values = points.medians(at: indices, of: axis.positions.count) {
      $0.statistics.value(of: budget.statistic, better: metric.direction) ?? .nan
    }
    let changes = ChangeDetector.changes(in: values)
    let drift = Drift(values, times: times, changes: changes, direction: metric.direction)
    return drift.flatMap { Trend.Forecast(budget, of: $0) }
  }
}

/// Trends by their series.
private final class FoundTrends: Sendable {
  private let trends = Mutex<[HistorySeries: Trend]>([:])

  func add(_ added: some Sequence<(HistorySeries, Trend?)>) {
    trends.withLock { trends in
      for (series, trend) in added { trends[series] = trend }
    }
  }

  func inOrder(of series: [HistorySeries]) -> [Trend] {
    trends.withLock { trends in series.compactMap { trends[$0] } }
  }
}

extension PointStatistics {
  /// A statistic as a budget limits it; `nil` for one that is not kept.
  fileprivate func value(of statistic: Budget.Statistic, better direction: MetricDescription.Direction) -> Double? {
    let isLower = direction == .lowerIsBetter
    switch statistic {
    case .minimum: return isLower ? minimum : maximum
    case .maximum: return isLower ? maximum : minimum
    case .p50: return p50
    case .mean: return mean
    // Quantiles count from the best value.
    case .p95: return isLower ? p95 : nil
    case .p99: return isLower ? p99 : nil
    case .p90, .other: return nil
    }
  }
}
