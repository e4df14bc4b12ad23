import PerformanceHistory
import PerformanceRecords

/// The newest result of a series within a period.
package struct SeriesNumbers: Sendable {
  package var series: HistorySeries
  package var point: HistoryPoint

  package init(series: HistorySeries, point: HistoryPoint) {
    self.series = series
    self.point = point
  }
}
