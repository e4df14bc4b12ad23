import PerformanceRecords
import PerformanceStatistics

/// How far a series has moved from its best level, in steps and between them.
///
/// Steps that are each below the tolerance add up: what counts is the current level beside the best one, not beside the one
/// before it. asv compared neighbours until 2020, and never saw 1.00, 1.04, 1.08.
package struct Drift: Equatable, Sendable {
  /// The value of a line at a point.
  package struct Level: Equatable, Sendable {
    package var index: Int
    package var value: Double
  }

  /// The best level at either end of a segment of at least six points.
  package var best: Level
  /// The level at the newest point.
  package var current: Level
  /// The current level in units of the best one; `nil` for levels that are not amounts above 0.
  package var accumulated: Double?
  /// The part of ``accumulated`` between the steps: what rose or fell slowly.
  package var gradual: Double?
  /// The index of the first point since the newest step.
  package var since: Int
  /// The line since then; `nil` where the points are too few for one.
  package var line: TrendLine?

  let direction: MetricDescription.Direction

  /// Sums up a series.
  ///
  /// - Parameters:
  ///   - values: those that are not finite are left out.
  ///   - times: seconds, one for each value; those that are not finite are left out with their values.
  ///   - changes: the changes of the values. Minor ones are no steps here: many of them are a drift.
  /// - Returns: `nil` for fewer than six values.
  package init?(
    _ values: [Double], times: [Double]? = nil, changes: [ChangePoint], direction: MetricDescription.Direction
  ) {
    let kept = values.indices.filter { values[$0].isFinite && (times?[$0].isFinite ?? true) }
    guard kept.count >= ChangeRules.segment else { return nil }
    let finite = kept.map { values[$0] }
    let steps = changes.filter { $0.certainty != .minor }.compactMap { change in
      kept.firstIndex { $0 >= change.index }
    }
    let seconds = times.map { times in kept.map { times[$0] } }
    let bounds = Set(steps).subtracting([0]).sorted()
    let segments = Segments(bounds, of: finite.count).map { SegmentLine(finite, in: $0, times: seconds) }
    let last = segments[segments.count - 1]

    let ends = segments.enumerated().filter { $1.points.count >= ChangeRules.segment }.flatMap { index, segment in
      [(segment: index, level: segment.start), (segment: index, level: segment.end)]
    }
    let best = ends.min { first, second in
      direction == .lowerIsBetter ? first.level.value < second.level.value : first.level.value > second.level.value
    }
    guard let best else { return nil }
    let isEnd = best.level.index == segments[best.segment].end.index
    self.best = Level(index: kept[best.level.index], value: best.level.value)
    current = Level(index: kept[last.end.index], value: last.end.value)
    accumulated = Self.ratio(last.end.value, best.level.value)
    // The segment of the best level counts only if the level is at its start.
    gradual = segments.dropFirst(isEnd ? best.segment + 1 : best.segment).reduce(1.0 as Double?) { product, segment in
      product.flatMap { product in Self.ratio(segment.end.value, segment.start.value).map { product * $0 } }
    }
    since = kept[last.points.lowerBound]
    line = last.line
    self.direction = direction
  }

  private static func ratio(_ value: Double, _ base: Double) -> Double? { base > 0 && value > 0 ? value / base : nil }
}

/// The levels at the ends of a segment: those of its line, or its median where it is too short for one.
private struct SegmentLine {
  let points: Range<Int>
  let line: TrendLine?
  let start: Drift.Level
  let end: Drift.Level

  init(_ values: [Double], in points: Range<Int>, times: [Double]?) {
    self.points = points
    line = TrendLine(values, in: points, times: times)
    let level = line == nil ? Quantile.median(of: Array(values[points])) ?? 0 : 0
    start = Drift.Level(index: points.lowerBound, value: line?.start ?? level)
    end = Drift.Level(index: points.upperBound - 1, value: line?.end ?? level)
  }
}
