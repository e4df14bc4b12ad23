import PerformanceHistory
import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceTrends

/// One series of numbers over the positions of an axis, with its analysis.
package struct Trend: Equatable, Sendable {
  /// When a statistic reaches the limit that its test or the file of budgets sets.
  package struct Forecast: Equatable, Sendable {
    /// The limit.
    package var budget: Budget
    /// The newest level of the statistic.
    package var level: Double
    /// The runs until then; 0 where it is reached already.
    package var runs: Int
    /// The runs within which 95 % of all slopes that go on reach it.
    package var interval: ClosedRange<Int>

    package init(budget: Budget, level: Double, runs: Int, interval: ClosedRange<Int>) {
      self.budget = budget
      self.level = level
      self.runs = runs
      self.interval = interval
    }

    /// The forecast for a budget; `nil` where the level does not approach it for certain.
    package init?(_ budget: Budget, of drift: Drift) {
      guard let crossing = drift.crossing(of: budget.limit) else { return nil }
      self.init(
        budget: budget, level: drift.current.value, runs: Self.runs(crossing.distance),
        interval: Int(min(crossing.interval.lowerBound, Self.mostRuns))...Self.runs(crossing.interval.upperBound))
    }

    /// The end of an interval that is as good as open.
    private static let mostRuns = 1e6

    private static func runs(_ distance: Double) -> Int { Int(min(distance.rounded(.up), mostRuns)) }
  }

  /// The positions between two changes.
  package struct Segment: Equatable, Sendable {
    package var positions: ClosedRange<Int>
    /// The median of their values.
    package var level: Double
  }

  /// The benchmark; `nil` for a column of a file.
  package var benchmark: BenchmarkID?
  /// The metric, or the column.
  package var metric: MetricDescription
  /// The machine class of times or the toolchain of counts.
  package var environment: String
  /// A value for each position; not a number where there is none.
  package var values: [Double]
  /// Whether a verdict was ever about it.
  package var isJudged: Bool
  /// The changes; their indices are positions.
  package var changes: [ChangePoint]
  /// Its levels are at positions; `nil` for too few values.
  package var drift: Drift?
  /// The newest number of a baseline that it was compared with.
  package var baseline: Double?
  /// The limits that it approaches.
  package var forecasts: [Forecast] = []
  /// The functions that explain a change, by the change's ``PerformanceTrends/ChangePoint/index``.
  package var causes: [Int: ProfileDifference] = [:]
  /// The verdicts of the newest run of each position; positions that were not judged have none.
  package var verdicts: [Int: HistoryPoint.Judgement] = [:]

  /// Analyses values.
  /// - Parameter times: in seconds, one for each position.
  package init(
    benchmark: BenchmarkID? = nil, metric: MetricDescription, environment: String = "", values: [Double],
    times: [Double]? = nil, isJudged: Bool = true, baseline: Double? = nil
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.environment = environment
    self.values = values
    self.isJudged = isJudged
    self.baseline = baseline
    changes = ChangeDetector.changes(in: values)
    drift = Drift(values, times: times, changes: changes, direction: metric.direction)
  }

  /// The segments, the oldest first.
  package var segments: [Segment] {
    guard let first = values.firstIndex(where: { $0.isFinite }), let last = values.lastIndex(where: { $0.isFinite })
    else { return [] }
    guard let oldest = changes.first else {
      return [Segment(positions: first...last, level: Quantile.medianOfFinite(values) ?? 0)]
    }
    let starts = [first] + changes.map(\.index)
    let ends = changes.map(\.last) + [last]
    let levels = [oldest.before] + changes.map(\.after)
    return zip(zip(starts, ends), levels).map { Segment(positions: $0.0...$0.1, level: $1) }
  }

  /// The values outside of the band of the series.
  ///
  /// - Parameters:
  ///   - period: the positions to show.
  ///   - times: in seconds since 1970, one for each position; `nil` without seasons.
  ///   - score: the robust standard deviations from which a value is one.
  package func anomalies(
    in period: Range<Int>, times: [Double]?, beyond score: Double = AnomalyDetector.usualScore
  ) -> [Anomaly] {
    AnomalyDetector(values, times: times, changes: changes).anomalies(
      in: period, beyond: score, atLeast: metric.kind == .exact ? 0 : Self.smallestAnomaly)
  }

  /// The smallest difference of a time that is worth a row: levels of unchanged code move by as much.
  private static let smallestAnomaly = 0.02

  /// The number of values since a change.
  package func count(since change: ChangePoint) -> Int { values[change.index...].count { $0.isFinite } }

  /// How many times worse the level became: above 1 for a regression, infinite from 0.
  package func timesWorse(_ change: ChangePoint) -> Double { timesWorse(change.after, than: change.before) }

  /// How many times worse a level is than another.
  package func timesWorse(_ now: Double, than before: Double) -> Double {
    if now == before { return 1 }
    if now > 0, before > 0 { return metric.direction.times(now, worseThan: before) }
    return metric.direction.excess(of: now, over: before) > 0 ? .infinity : 0
  }
}
