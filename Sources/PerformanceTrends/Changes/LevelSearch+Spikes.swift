extension LevelSearch {
  /// Whether a change stays strong enough without the most extreme points of a side that may be a spike: below 1 if not.
  ///
  /// A side may be a spike where it is a bump between two neighbours, or a short outer segment.
  mutating func spikeQuality(_ index: Int) -> Double {
    let stretch = neighbourhood(index)
    let position = changes[index]
    let (left, right) = (median(stretch.lowerBound..<position), median(position..<stretch.upperBound))
    let after = values.count - position
    var quality = Double.infinity
    if index + 1 < changes.count {
      let next = changes[index + 1]
      let end = index + 2 < changes.count ? changes[index + 2] : values.count
      let level = median(next..<min(next + ChangeRules.context, end))
      if (right - left) * (right - level) > 0 {
        quality = withoutExtremes(of: .right, isUpwards: right > left, in: stretch, at: position)
      }
    } else if (ChangeRules.segment...ChangeRules.newest).contains(after) {
      quality = outerQuality(of: .right, isUpwards: right > left, in: stretch, at: position, opposite: left)
    }
    if index > 0 {
      let previous = changes[index - 1]
      let start = index > 1 ? changes[index - 2] : 0
      let level = median(max(previous - ChangeRules.context, start)..<previous)
      if (left - right) * (left - level) > 0 {
        quality = min(quality, withoutExtremes(of: .left, isUpwards: right > left, in: stretch, at: position))
      }
    } else if position <= ChangeRules.newest {
      let outer = outerQuality(of: .left, isUpwards: right > left, in: stretch, at: position, opposite: right)
      quality = min(quality, outer)
    }
    return quality
  }

  private enum Side { case left, right }

  /// The strength of a change, where 1 is enough, without the most extreme points of a side.
  private mutating func withoutExtremes(
    of side: Side, isUpwards: Bool, in stretch: Range<Int>, at position: Int
  ) -> Double {
    window.take(stretch, of: values)
    let extremes = extremeFirst(side, isUpwards: isUpwards, at: position - stretch.lowerBound)
    return strength(without: extremes, of: side, in: stretch, at: position)
  }

  /// The same for the first or the last segment, where it counts only if the extreme points carry the difference: the
  /// others must be near to the opposite level.
  private mutating func outerQuality(
    of side: Side, isUpwards: Bool, in stretch: Range<Int>, at position: Int, opposite: Double
  ) -> Double {
    window.take(stretch, of: values)
    let extremes = extremeFirst(side, isUpwards: isUpwards, at: position - stretch.lowerBound)
    let others = extremes.dropFirst(ChangeRules.spike).map { values[stretch.lowerBound + $0] }
    if !others.isEmpty {
      // They are sorted.
      let middle = 0.5 * (others[(others.count - 1) / 2] + others[others.count / 2])
      let extreme = values[stretch.lowerBound + extremes[ChangeRules.spike / 2]]
      guard abs(middle - opposite) < ChangeRules.away * abs(extreme - opposite) else { return .infinity }
    }
    return strength(without: extremes, of: side, in: stretch, at: position)
  }

  private mutating func strength(
    without extremes: [Int], of side: Side, in stretch: Range<Int>, at position: Int
  ) -> Double {
    guard extremes.count - ChangeRules.spike >= 2 else { return 0 }
    window.leaveOut(Array(extremes.prefix(ChangeRules.spike)))
    let split = position - stretch.lowerBound - (side == .left ? ChangeRules.spike : 0)
    return window.strength(at: split) / need(at: position)
  }

  /// The positions of a side of the window, those first that are farthest out in the direction of the step.
  private func extremeFirst(_ side: Side, isUpwards: Bool, at split: Int) -> [Int] {
    let ascending = window.positions.prefix(window.count)
    let isHighFirst = (side == .right) == isUpwards
    let ordered = isHighFirst ? Array(ascending.reversed()) : Array(ascending)
    return ordered.filter { ($0 >= split) == (side == .right) }
  }
}
