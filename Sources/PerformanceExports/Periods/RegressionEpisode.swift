import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceText

/// A regression over the runs of a history: when it was first seen, and what became of it.
package struct RegressionEpisode: Equatable, Sendable {
  /// What became of a regression.
  package enum State: Equatable, Sendable {
    /// The newest verdict is red.
    case open
    /// The newest verdict accepts it for a while.
    case accepted
    /// A later run was as before, at this position.
    case fixed(at: Int)
    /// A later run was judged by a baseline that has the new number, at this position.
    case recorded(at: Int)
  }

  package var benchmark: BenchmarkID
  package var metric: MetricDescription
  /// The position of the last run that was not worse; `nil` where the first judged run was.
  package var lastGood: Int?
  /// The position of the first run that was worse.
  package var first: Int
  /// The position of the last run that was worse.
  package var last: Int
  /// The number of the baseline in the first run that was worse.
  package var baseline: Double?
  /// The number of the last run that was worse.
  package var value: Double
  package var state: State

  package init(
    benchmark: BenchmarkID, metric: MetricDescription, lastGood: Int?, first: Int, last: Int, baseline: Double?,
    value: Double, state: State
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.lastGood = lastGood
    self.first = first
    self.last = last
    self.baseline = baseline
    self.value = value
    self.state = state
  }

  /// Whether it still turns a build red.
  package var isOpen: Bool { state == .open }
}

extension RegressionEpisode {
  /// The regressions in the points of a series, the oldest first.
  ///
  /// Only verdicts that decided count: an ambiguous or disturbed run neither begins nor ends one.
  /// - Parameter points: in their order, with the positions of their runs on an axis.
  package static func all(in points: [HistoryPoint.Listed], of series: HistorySeries) -> [RegressionEpisode] {
    var episodes: [RegressionEpisode] = []
    var open: RegressionEpisode?
    var lastGood: Int?
    for listed in points {
      let (position, point) = (listed.position, listed.point)
      switch point.outcome {
      case .regressed, .overBudget, .accepted:
        var episode =
          open
          ?? RegressionEpisode(
            benchmark: series.benchmark, metric: MetricDescription(series), lastGood: lastGood, first: position,
            last: position, baseline: point.baseline, value: point.value, state: .open)
        (episode.last, episode.value) = (position, point.value)
        episode.state = point.outcome == .accepted ? .accepted : .open
        open = episode
      case .same, .improved:
        if var episode = open {
          episode.state = episode.isRecorded(in: point) ? .recorded(at: position) : .fixed(at: position)
          episodes.append(episode)
          open = nil
        }
        lastGood = position
      default: break
      }
    }
    return episodes + [open].compactMap { $0 }
  }

  /// Whether a later point is as before only because its baseline is another one: nearer to the number that was worse.
  private func isRecorded(in point: HistoryPoint) -> Bool {
    guard let old = baseline, let new = point.baseline else { return false }
    return abs(new - value) < abs(new - old)
  }
}

extension MetricDescription {
  /// The metric of a series.
  init(_ series: HistorySeries) {
    self.init(
      name: series.metric, unit: series.unit, direction: series.direction, kind: series.kind,
      relativeTo: series.relativeTo)
  }
}
