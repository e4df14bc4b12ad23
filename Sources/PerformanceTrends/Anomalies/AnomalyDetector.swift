import PerformanceStatistics

/// Finds values outside of the band that a series keeps otherwise: a function of the values and their times.
///
/// Known changes of level and slopes are no anomalies: each value is compared with the level of its segment, and with what its
/// hour and its weekday usually add. The differences of up to fifty values on either side, without its own, make the band.
/// Its two sides have scales of their own, as slow runs are further from the usual one than fast runs are. The scale is the
/// larger one of two that are the standard deviation of a normal distribution: by the median of the differences on that side,
/// and by their 95th percentile. The median alone called a tenth of the runs of a machine with two speeds anomalies.
package struct AnomalyDetector: Sendable {
  /// The robust standard deviations from which a value is an anomaly: the smallest whole number with which at most two of
  /// 1 000 values of recorded unchanged code are. Every four fifths of the recordings select it.
  package static let usualScore = 4.0

  /// The indices of the finite values.
  private let kept: [Int]
  private let values: [Double]
  private let levels: ExpectedLevels
  /// The differences from the levels.
  private let residuals: [Double]

  /// - Parameters:
  ///   - all: values that are not finite are left out.
  ///   - times: seconds since 1970, one for each value; `nil` without seasons.
  ///   - changes: the changes of the values.
  package init(_ all: [Double], times: [Double]? = nil, changes: [ChangePoint]) {
    let kept = all.indices.filter { all[$0].isFinite && (times?[$0].isFinite ?? true) }
    self.kept = kept
    values = kept.map { all[$0] }
    let starts = changes.compactMap { change in kept.firstIndex { $0 >= change.index } }
    let ownTimes = times.map { times in kept.map { times[$0] } }
    levels = ExpectedLevels(values, changes: Set(starts).subtracting([0]).sorted(), times: ownTimes)
    residuals = values.indices.map { [values, levels] in levels.difference(values[$0], at: $0) }
  }

  /// The anomalies at some indices, in ascending order.
  ///
  /// - Parameters:
  ///   - period: indices of the given values.
  ///   - score: the robust standard deviations from which a value is one; at least 1.
  ///   - share: the part of the level that it differs at least, for levels above 0. Levels of unchanged code move by up to
  ///     2 %.
  package func anomalies(in period: Range<Int>, beyond score: Double = usualScore, atLeast share: Double) -> [Anomaly] {
    kept.indices.filter { period.contains(kept[$0]) }.compactMap { anomaly(at: $0, beyond: score, atLeast: share) }
  }

  private func anomaly(at index: Int, beyond score: Double, atLeast share: Double) -> Anomaly? {
    let residual = residuals[index]
    let floor = levels.areAmounts ? share : 0
    guard abs(residual) > floor, residual.isFinite, let spread = ResidualSpread(around: index, of: residuals)
    else { return nil }
    let low = min(spread.middle - score * spread.below, -floor)
    let high = max(spread.middle + score * spread.above, floor)
    guard residual < low || residual > high else { return nil }
    let distance = residual - spread.middle
    let scale = distance > 0 ? spread.above : spread.below
    return Anomaly(
      index: kept[index], value: values[index], expected: levels.values[index],
      band: levels.value(low, at: index)...levels.value(high, at: index), score: scale > 0 ? distance / scale : nil)
  }
}

/// The middle of the differences around a value, and how far they spread on either side.
private struct ResidualSpread {
  let middle: Double
  let below: Double
  let above: Double

  /// - Returns: `nil` for too few others.
  init?(around index: Int, of residuals: [Double]) {
    let start = max(0, index - AnomalyRules.reach)
    var others = Array(residuals[start..<min(residuals.count, index + AnomalyRules.reach + 1)])
    others.remove(at: index - start)
    guard others.count >= AnomalyRules.fewest else { return nil }
    others.sort()
    let middle = Quantile.value(0.5, ofSorted: others) ?? 0
    self.middle = middle
    below = Self.scale(others.reversed().filter { $0 <= middle }.map { middle - $0 })
    above = Self.scale(others.filter { $0 >= middle }.map { $0 - middle })
  }

  /// The standard deviation of distances in ascending order.
  private static func scale(_ distances: [Double]) -> Double {
    let median = Quantile.value(0.5, ofSorted: distances) ?? 0
    let tail = Quantile.value(AnomalyRules.tail, ofSorted: distances) ?? 0
    return max(ChangeRules.normalDeviations * median, tail / AnomalyRules.tailDeviations)
  }
}
