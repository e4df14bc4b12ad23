import PerformanceStatistics

/// The level that each value of a series would have without noise: that of its segment, of a slope within it, and of its hour
/// and weekday.
struct ExpectedLevels {
  /// One for each value.
  let values: [Double]
  /// Whether all levels are amounts above 0, so that differences are shares of them.
  let areAmounts: Bool

  /// - Parameters:
  ///   - values: finite.
  ///   - changes: the positions of the first values of new levels, in ascending order.
  ///   - times: seconds since 1970, one for each value.
  init(_ values: [Double], changes: [Int], times: [Double]?) {
    let levels = Segments(changes, of: values.count).flatMap { Self.levels(values, in: $0) }
    areAmounts = levels.allSatisfy { $0 > 0 }
    guard let times else {
      self.values = levels
      return
    }
    let areShares = areAmounts
    let residuals = zip(values, levels).map { areShares ? $0 / $1 - 1 : $0 - $1 }
    let offsets = SeasonalOffsets(residuals, times: times).values
    let seasonal = zip(levels, offsets).map { areShares ? $0 * (1 + $1) : $0 + $1 }
    // Of a residual near −1 the level of its hour would be none.
    self.values = areShares && seasonal.contains { $0 <= 0 } ? levels : seasonal
  }

  private static func levels(_ values: [Double], in segment: Range<Int>) -> [Double] {
    guard let line = TrendLine(values, in: segment), line.isDrifting else {
      let level = Quantile.median(of: Array(values[segment])) ?? 0
      return segment.map { _ in level }
    }
    let step = (line.end - line.start) / Double(segment.count - 1)
    return segment.map { line.start + step * Double($0 - segment.lowerBound) }
  }

  /// The difference of a value from the level at an index: a share of it for amounts.
  func difference(_ value: Double, at index: Int) -> Double {
    areAmounts ? value / values[index] - 1 : value - values[index]
  }

  /// The value with a difference from the level.
  func value(_ difference: Double, at index: Int) -> Double {
    areAmounts ? values[index] * (1 + difference) : values[index] + difference
  }
}
