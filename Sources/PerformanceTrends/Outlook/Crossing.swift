/// Where a slope reaches a limit, with an interval.
package struct Crossing: Equatable, Sendable {
  /// The distance from the newest value; 0 where the level is beyond the limit already.
  package var distance: Double
  /// The distances within which 95 % of all slopes that go on reach the limit.
  package var interval: ClosedRange<Double>

  package init(distance: Double, interval: ClosedRange<Double>) {
    self.distance = distance
    self.interval = interval
  }
}

/// A rising or falling line with the band that the true line is in.
///
/// Half the width of the band is √(e² + (h·d)²) at a distance d from the middle of the points. Here e is 1.96 standard errors
/// of the level there, and h the distance from the slope to the end of its interval on that side. The places at which the band
/// contains a limit are the interval of the crossing (Fieller 1954).
struct TrendBand {
  /// The slope for each point.
  let slope: Double
  /// The ends of its interval, which has the slope's sign.
  let slopes: ClosedRange<Double>
  /// The level in the middle of the points.
  let level: Double
  /// Half the width of the band there.
  let half: Double
  /// The distance from the middle to the last point.
  let last: Double

  /// How many times the length of the line a crossing may lie ahead.
  ///
  /// Of slopes in recorded histories that reached a limit a quarter of their length ahead, or half of it, most did so within
  /// the interval; a whole length ahead half of them did not.
  private static let horizon = 0.5

  /// - Returns: `nil` where the limit is too far ahead.
  func crossing(of limit: Double) -> Crossing? {
    // A falling line is mirrored.
    let (slope, gap) = (abs(slope), (slope > 0 ? 1 : -1) * (limit - level))
    let ends = [abs(slopes.lowerBound), abs(slopes.upperBound)].sorted()
    let distance = max(0, gap / slope - last)
    guard distance <= Self.horizon * 2 * last else { return nil }
    func root(_ width: Double) -> Double {
      let (gaps, slopes) = (gap * gap - half * half, slope * slope - width * width)
      return (gap * gap * slope * slope - slopes * gaps).squareRoot()
    }
    let first = (gap * gap - half * half) / (gap * slope + root(ends[1] - slope)) - last
    let end = (gap * slope + root(slope - ends[0])) / (ends[0] * (2 * slope - ends[0])) - last
    guard end.isFinite else { return nil }
    return Crossing(
      distance: distance, interval: (first.isFinite ? max(0, min(first, distance)) : 0)...max(end, distance))
  }
}

extension Drift {
  /// The runs until the level crosses a budget at the present slope: 0 where it is beyond it.
  ///
  /// - Returns: `nil` where the slope's interval contains 0, the level moves away from the budget, or the budget is further
  ///   ahead than half the length of the line: what rose for a month says nothing about a year.
  package func crossing(of budget: Double) -> Crossing? {
    let sign: Double = direction == .lowerIsBetter ? 1 : -1
    let distance = sign * (budget - current.value)
    guard distance.isFinite else { return distance == -.infinity ? Crossing(distance: 0, interval: 0...0) : nil }
    guard distance >= 0 else { return Crossing(distance: 0, interval: 0...0) }
    guard let band = line?.band, sign * band.slope > 0 else { return nil }
    return band.crossing(of: budget)
  }
}
