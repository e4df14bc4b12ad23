/// The slopes between all pairs of points: their median is the slope of a line that far points move little (Theil 1950,
/// Sen 1968).
package struct PairwiseSlopes: Sendable {
  /// At least one, in any order.
  private let slopes: [Double]
  /// The slope of the line.
  package let median: Double

  /// Creates the slopes of points in any order; pairs with equal `x` have none.
  ///
  /// - Parameter points: finite; n points have n·(n − 1)/2 slopes, so hundreds are meant.
  /// - Returns: `nil` where no two points differ in `x`.
  package init?(_ points: [(x: Double, y: Double)]) {
    let slopes = Self.slopes(points)
    guard !slopes.isEmpty else { return nil }
    let (lower, upper) = Selection.neighbours((slopes.count - 1) / 2, slopes.count / 2, of: slopes)
    median = slopes.count.isMultiple(of: 2) ? 0.5 * (lower + upper) : upper
    self.slopes = slopes
  }

  private static func slopes(_ points: [(x: Double, y: Double)]) -> [Double] {
    // Each is written, and kept if it is followed by another place.
    [Double](unsafeUninitializedCapacity: points.count * points.count / 2 + 1) { buffer, count in
      for first in points.indices {
        let point = points[first]
        for second in (first + 1)..<max(points.count, first + 1) {
          let slope = (points[second].y - point.y) / (points[second].x - point.x)
          buffer[count] = slope
          // Differences of very large numbers are infinite, and their quotient is not a number.
          count += points[second].x != point.x && !slope.isNaN ? 1 : 0
        }
      }
    }
  }

  /// The number of pairs that have a slope.
  package var count: Int { slopes.count }

  /// The range of the slopes without some of the smallest and as many of the largest; one or two always remain.
  package func range(excluding excluded: Int) -> ClosedRange<Double> {
    let excluded = max(0, min(excluded, (slopes.count - 1) / 2))
    let last = slopes.count - 1 - excluded
    return Selection.neighbours(excluded, excluded, of: slopes).0...Selection.neighbours(last, last, of: slopes).0
  }
}
