import PerformanceRecords
import PerformanceStatistics

/// The result of one run in a series.
package struct HistoryPoint: Equatable, Sendable {
  /// The number of the run: the median of the sessions, each of which its best sample represents.
  ///
  /// A median stays where it is when a run takes more sessions; the best of them does not.
  package var value: Double
  /// The number of sessions with values.
  package var sessions: Int
  /// The number of samples in all sessions.
  package var samples: Int
  /// Statistics of all samples.
  package var statistics: PointStatistics
  /// The outcome of the comparison with a baseline; `nil` where it was not judged.
  package var outcome: Verdict.Outcome?
  /// The reason of the outcome.
  package var reason: Verdict.Reason?
  /// The number of the baseline; `nil` where it was not compared.
  package var baseline: Double?

  package init(
    value: Double, sessions: Int, samples: Int, statistics: PointStatistics, outcome: Verdict.Outcome? = nil,
    reason: Verdict.Reason? = nil, baseline: Double? = nil
  ) {
    self.value = value
    self.sessions = sessions
    self.samples = samples
    self.statistics = statistics
    self.outcome = outcome
    self.reason = reason
    self.baseline = baseline
  }

  /// The point of sessions, each with its samples; `nil` without any.
  init?(sessions: [(samples: [Double], quantiles: SessionQuantiles)], direction: MetricDescription.Direction) {
    let samples = sessions.flatMap(\.samples)
    guard let value = Quantile.median(of: sessions.map { $0.quantiles.summary(direction) }) else { return nil }
    self.init(
      value: value, sessions: sessions.count, samples: samples.count,
      statistics: PointStatistics(samples: samples, around: value))
  }
}

extension HistoryPoint {
  /// A point with its run.
  package struct InRun: Equatable, Sendable {
    /// The run.
    package var run: HistoryRun
    /// The result.
    package var point: HistoryPoint

    package init(run: HistoryRun, point: HistoryPoint) {
      self.run = run
      self.point = point
    }
  }

  /// A point with the position of its run in a list of runs.
  package struct Listed: Equatable, Sendable {
    /// The position of its run.
    package var position: Int
    /// The result.
    package var point: HistoryPoint

    package init(position: Int, point: HistoryPoint) {
      self.position = position
      self.point = point
    }
  }

  /// A point with its series.
  package struct InSeries: Equatable, Sendable {
    /// The series.
    package var series: HistorySeries
    /// The result.
    package var point: HistoryPoint

    package init(series: HistorySeries, point: HistoryPoint) {
      self.series = series
      self.point = point
    }
  }
}

extension HistoryPoint {
  /// What a run judged.
  package struct Judgement: Equatable, Sendable {
    package var outcome: Verdict.Outcome
    /// The number of the baseline; `nil` where it was not compared.
    package var baseline: Double?

    package init(outcome: Verdict.Outcome, baseline: Double? = nil) {
      self.outcome = outcome
      self.baseline = baseline
    }
  }
}

/// A history of thousands of series has a million points: what is done with each of them is here, where it is optimised.
extension [HistoryPoint.Listed] {
  /// The points by the positions of their runs.
  var inOrder: [HistoryPoint.Listed] { sorted { $0.position < $1.position } }

  /// The median of a number of the points of each place; not a number where there are none.
  /// - Parameters:
  ///   - places: the place of each position, in ascending order.
  ///   - count: how many places there are.
  package func medians(
    at places: [Int], of count: Int, _ number: (HistoryPoint) -> Double = { $0.value }
  ) -> [Double] {
    var medians = [Double](repeating: .nan, count: count)
    var first = startIndex
    while first < endIndex {
      let place = places[self[first].position]
      var last = first
      while last + 1 < endIndex, places[self[last + 1].position] == place { last += 1 }
      medians[place] =
        first == last
        ? number(self[first].point)
        : Quantile.median(of: self[first...last].map { number($0.point) })
          ?? .nan
      first = last + 1
    }
    return medians
  }

  /// What the newest judging run of each place judged.
  /// - Parameter places: the place of each position.
  package func judgements(at places: [Int]) -> [Int: HistoryPoint.Judgement] {
    var judgements = [Int: HistoryPoint.Judgement](minimumCapacity: count)
    for entry in self {
      guard let outcome = entry.point.outcome else { continue }
      judgements[places[entry.position]] = HistoryPoint.Judgement(outcome: outcome, baseline: entry.point.baseline)
    }
    return judgements
  }
}
