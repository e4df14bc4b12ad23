import PerformanceTrends

/// The values of a period that are outside of the bands of their series, the worst first.
package struct AnomalyDigest: Sendable {
  package struct Row: Equatable, Sendable {
    package var trend: Trend
    package var anomaly: Anomaly
    /// How many times worse the value is than the usual one; below 1 where it is better.
    package var timesWorse: Double
    /// Whether no value after it is a usual one: it may be the beginning of a change.
    package var isOpen: Bool
  }

  /// The runs.
  package let axis: TrendAxis
  /// The positions of the period.
  package let period: Range<Int>
  /// The rows: the worse values, the worst first, and then the better ones.
  package let rows: [Row]
  /// The number of series.
  package let seriesCount: Int
  /// The number of values in the period.
  package let valueCount: Int

  /// Finds the anomalies of series.
  /// - Parameters:
  ///   - trends: those that no verdict is about have no rows, unless all are such.
  ///   - score: the robust standard deviations from which a value is one.
  package init(
    _ trends: [Trend], on axis: TrendAxis, period: Range<Int>, beyond score: Double = AnomalyDetector.usualScore
  ) {
    self.axis = axis
    self.period = period
    let judged = trends.filter(\.isJudged)
    let shown = judged.isEmpty ? trends : judged
    seriesCount = shown.count
    valueCount = shown.reduce(0) { $0 + $1.values[period].count { $0.isFinite } }
    let times = axis.seconds
    rows = shown.flatMap { trend in
      let found = trend.anomalies(in: period, times: times, beyond: score)
      let indices = Set(found.map(\.index))
      return found.map { anomaly in
        Row(
          trend: trend, anomaly: anomaly, timesWorse: trend.timesWorse(anomaly.value, than: anomaly.expected),
          isOpen: !trend.values.indices.contains { index in
            index > anomaly.index && trend.values[index].isFinite && !indices.contains(index)
          })
      }
    }.sorted(by: Self.isBefore)
  }

  private static func isBefore(_ first: Row, _ second: Row) -> Bool {
    let (isWorse, isOtherWorse) = (first.timesWorse > 1, second.timesWorse > 1)
    if isWorse != isOtherWorse { return isWorse }
    if first.timesWorse != second.timesWorse {
      return isWorse ? first.timesWorse > second.timesWorse : first.timesWorse < second.timesWorse
    }
    return first.anomaly.index > second.anomaly.index
  }
}

extension TrendAxis {
  /// The times of all positions in seconds since 1970, in any order; `nil` where one is unknown.
  var seconds: [Double]? {
    let times = positions.compactMap(\.time)
    return times.count == positions.count ? times : nil
  }
}
