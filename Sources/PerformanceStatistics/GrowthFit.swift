import Foundation

/// The growth of costs with a size, beside that of a model.
package struct GrowthFit: Equatable, Sendable, Codable {
  /// A size and its cost.
  package struct Point: Equatable, Sendable, Codable {
    package var size: Double
    package var cost: Double

    package init(size: Double, cost: Double) {
      self.size = size
      self.cost = cost
    }
  }

  /// The exponent of the power of the size that grows as the costs do.
  package var exponent: Double
  /// The exponent of the power that grows as the model does over the same sizes.
  package var expected: Double
  /// The interval of ``exponent``.
  package var lower: Double
  package var upper: Double
  /// The probability, in 0…1, that such an interval covers the true exponent.
  package var coverage: Double
  /// The smallest and the largest size in the fit.
  package var smallest: Double
  package var largest: Double

  /// The least ratio to the lowest cost from which a cost shows the growth: a fixed part that all sizes share is then
  /// at most a quarter of it.
  private static let clearOfFixedCost = 4.0
  /// The number of largest sizes that are used where too few reach that ratio.
  private static let fewest = 4

  /// Fits costs in any order; `nil` for fewer than two sizes.
  ///
  /// The median of the slopes of `log(cost ÷ model)` over `log(size)` between all pairs of sizes. The interval inverts
  /// Kendall's test: exact, distribution-free and without a random generator. With four sizes it is the range of the
  /// slopes, which covers 91.7 %.
  package init?(_ points: [Point], beside model: GrowthModel, confidence: Double = 0.95) {
    let used = Self.growing(Self.distinct(points))
    guard let first = used.first, let last = used.last, first.size < last.size else { return nil }
    let slopes = PairwiseSlopes(used.map { (log($0.size), log($0.cost / model.cost(of: $0.size))) })
    guard let slopes else { return nil }
    let tail = DistributionTail(of: InversionCounts.distribution(of: used.count), atMost: (1 - confidence) / 2)
    let range = slopes.range(excluding: tail.excluded)
    expected = model.exponent(from: first.size, to: last.size)
    exponent = expected + slopes.median
    lower = expected + range.lowerBound
    upper = expected + range.upperBound
    coverage = 1 - 2 * tail.probability
    (smallest, largest) = (first.size, last.size)
  }

  /// One point for each size, with the median of its costs; what has no logarithm is left out.
  private static func distinct(_ points: [Point]) -> [Point] {
    let usable = points.filter { $0.size > 0 && $0.cost > 0 && $0.size.isFinite && $0.cost.isFinite }
    let costs = Dictionary(grouping: usable, by: \.size).compactMapValues { Quantile.median(of: $0.map(\.cost)) }
    return costs.map { Point(size: $0.key, cost: $0.value) }.sorted { $0.size < $1.size }
  }

  /// The sizes whose cost is well above the fixed cost, or the largest ones where those are too few.
  private static func growing(_ points: [Point]) -> [Point] {
    let least = points.map(\.cost).min() ?? 0
    let clear = points.filter { $0.cost >= clearOfFixedCost * least }
    return clear.count >= fewest ? clear : Array(points.suffix(fewest))
  }
}
