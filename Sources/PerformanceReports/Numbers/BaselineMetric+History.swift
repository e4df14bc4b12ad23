import PerformanceHistory
import PerformanceRecords
import PerformanceStatistics

extension BaselineMetric {
  /// The numbers of the new build in a row of the history: of its sessions, or of its point where those are not kept.
  init(_ row: RunContents.Row) {
    let series = row.series
    let metric = series.metricDescription
    let kept = SeriesSessions(row)?.summaries.filter { $0.side == .head }.map(\.quantiles) ?? []
    let sessions = kept.isEmpty ? [SessionQuantiles(samples: [row.point.value])].compactMap(\.self) : kept
    switch series.kind {
    case .sampled: self.init(metric: metric, content: .sampled(sessions))
    case .exact:
      let usual = sessions.map { $0.values[SessionQuantiles.probabilities.count / 2] }.sorted()
      let lowest = sessions.map { $0.summary(.lowerIsBetter) }.min() ?? row.point.value
      let highest = sessions.map { $0.summary(.higherIsBetter) }.max() ?? row.point.value
      self.init(
        metric: metric,
        content: .exact(
          ExactBaseline(
            lowest: lowest, typical: usual.isEmpty ? row.point.value : usual[usual.count / 2], highest: highest)))
    }
  }
}
