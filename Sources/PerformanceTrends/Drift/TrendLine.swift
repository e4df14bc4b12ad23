import PerformanceStatistics

/// A straight line through a stretch of a series that has no step.
package struct TrendLine: Equatable, Sendable {
  /// How much a value grows, with an interval.
  package struct Slope: Equatable, Sendable {
    package var value: Double
    /// The interval that covers the true slope in 95 % of all series; `nil` where neighbours are so much alike that the
    /// points support none.
    package var interval: ClosedRange<Double>?

    /// Whether the interval excludes 0.
    package var isCertain: Bool { interval.map { !$0.contains(0) } ?? false }
  }

  /// The value of the line at the first and at the last point. Without a trend both are the median.
  package var start: Double
  package var end: Double
  /// The probability that values without a trend rise or fall as much.
  package var probability: Double
  /// Whether the points rise or fall by more than chance explains: by the test and by the slope's interval.
  package var isDrifting: Bool

  /// The medians of neighbouring points, with their positions.
  private let levels: [Double]
  private let positions: [Double]
  /// The medians of their times, in weeks since the first point; `nil` without times.
  private let weeks: [Double]?
  /// The variance of Kendall's statistic.
  private let variance: Double
  /// By how much the likeness of neighbours multiplies it.
  private let inflation: Double

  /// The fewest points that have a trend: below, the normal approximation and the autocorrelation mean little.
  package static let fewest = 12
  /// The largest probability of a drift.
  private static let significance = 0.05
  /// Longer stretches are shortened to about this many medians of neighbouring points: the pairs of all points grow with
  /// the square.
  private static let most = 200
  private static let secondsPerWeek = 604_800.0
  /// The 97.5th percentile of the normal distribution.
  private static let normalLimit = 1.959963984540054

  /// The line through finite values; `nil` for too few.
  ///
  /// - Parameter times: seconds, one for each value.
  package init?(_ values: [Double], in points: Range<Int>, times: [Double]? = nil) {
    guard points.count >= Self.fewest else { return nil }
    let blocks = Self.blocks(points)
    func middles(_ series: [Double]) -> [Double] {
      if blocks.count == points.count { return Array(series[points]) }
      return blocks.map { Quantile.median(of: Array(series[$0])) ?? 0 }
    }
    let levels = middles(values)
    let positions = blocks.map { Double($0.lowerBound + $0.upperBound - 1) / 2 }
    weeks = times.map { times in middles(times).map { ($0 - times[points.lowerBound]) / Self.secondsPerWeek } }
    let spacing = (positions[positions.count - 1] - positions[0]) / Double(blocks.count - 1)
    // Most counts hardly ever change.
    let pairs = PairOrder(levels)
    let median = pairs.middleIsLevel ? 0 : Self.slopes(positions, levels)?.median ?? 0
    let test = MannKendall(levels, pairs, slope: median * spacing)
    (self.levels, self.positions, variance, inflation) = (levels, positions, test.variance, test.inflation)
    probability = test.probability
    isDrifting =
      probability <= Self.significance && Self.slope(positions, levels, variance)?.isCertain ?? false
    let slope = isDrifting ? median : 0
    let origin = Quantile.median(of: points.map { values[$0] - slope * Double($0) }) ?? 0
    start = origin + slope * Double(points.lowerBound)
    end = origin + slope * Double(points.upperBound - 1)
  }

  /// How much a value grows from one point to the next.
  package var perPoint: Slope { Self.slope(positions, levels, variance) ?? Slope(value: 0) }

  /// How much a value grows in a week; `nil` without times.
  package var perWeek: Slope? { weeks.flatMap { Self.slope($0, levels, variance) } }

  /// The band that the true line is in; `nil` without a drift.
  var band: TrendBand? {
    let slope = perPoint
    guard isDrifting, let slopes = slope.interval else { return nil }
    let middle = (positions[0] + positions[positions.count - 1]) / 2
    let flat = zip(positions, levels).map { $1 - slope.value * ($0 - middle) }
    let level = Quantile.median(of: flat) ?? 0
    let deviation = ChangeRules.normalDeviations * (Quantile.median(of: flat.map { abs($0 - level) }) ?? 0)
    // The standard error of a median, for normally distributed noise.
    let error = deviation * (Double.pi / 2 * inflation / Double(positions.count)).squareRoot()
    return TrendBand(
      slope: slope.value, slopes: slopes, level: level, half: Self.normalLimit * error,
      last: positions[positions.count - 1] - middle)
  }

  /// Stretches of neighbouring points of about equal length.
  private static func blocks(_ points: Range<Int>) -> [Range<Int>] {
    let count = min(points.count, most)
    func bound(_ index: Int) -> Int { points.lowerBound + points.count * index / count }
    return (0..<count).map { bound($0)..<bound($0 + 1) }
  }

  private static func slopes(_ positions: [Double], _ levels: [Double]) -> PairwiseSlopes? {
    PairwiseSlopes(zip(positions, levels).map { ($0, $1) })
  }

  /// The median slope, with the interval of Sen (1968) for the variance that the test found.
  ///
  /// Most lines are never shown, and the interval takes most of the time of an analysis: it is made when it is asked for.
  private static func slope(_ positions: [Double], _ levels: [Double], _ variance: Double) -> Slope? {
    slopes(positions, levels).map { slopes in
      let half = (Double(slopes.count) - normalLimit * variance.squareRoot()) / 2
      return Slope(value: slopes.median, interval: half < 1 ? nil : slopes.range(excluding: Int(half) - 1))
    }
  }
}
