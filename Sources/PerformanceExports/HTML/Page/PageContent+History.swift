import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceSystem

extension PageContent {
  /// The value of the run in a series, as the history would keep it; `nil` where the series has it already.
  func value(of trend: Trend) -> Double? {
    guard let benchmark = trend.benchmark, !hasRunInHistory else { return nil }
    let sessions = summary.record.sessions(of: benchmark).compactMap { $0.reading(trend.metric.name) }
    return Quantile.median(of: sessions.compactMap { trend.metric.direction.best(of: $0.values) })
  }

  /// Whether the run is a position of the history.
  var hasRunInHistory: Bool {
    guard let id = summary.record.id, let last = run.history?.axis.positions.last else { return false }
    return last.runs.contains(id)
  }

  /// The positions of a series at which a baseline was recorded: where verdicts have another one than before, and the
  /// commit of the one on file.
  func recordings(of trend: Trend) -> [Int] {
    guard let axis = run.history?.axis, let benchmark = trend.benchmark else { return [] }
    let documents = trend.metric.isOfMachine ? run.baselines.times : run.baselines.counts
    let recorded = BaselineStore.Loaded.entry(benchmark, in: documents)?.recorded
    let position = recorded?.commit.flatMap { commit in
      axis.positions.firstIndex { !commit.isEmpty && $0.revision?.hasPrefix(commit) == true }
    }
    return Set(trend.recordings + [position].compactMap { $0 }).sorted()
  }
}
