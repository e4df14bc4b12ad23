import Foundation
import PerformanceStatistics

/// Searches a series of finite values for changes of its level; ``ChangeDetector`` documents the method.
struct LevelSearch {
  let values: [Double]
  /// The first positions of the new levels, in ascending order.
  private(set) var changes: [Int] = []
  /// How strong a change must be; see ``need(at:)``.
  private(set) var need: Double
  var window: RankedWindow
  private var scan: SplitScan
  /// For medians.
  var scratch: [Double]

  init(_ values: [Double]) {
    self.values = values
    window = RankedWindow(of: values)
    scan = SplitScan(capacity: values.count)
    scratch = values
    need = ChangeRules.threshold * log(Double(max(values.count, ChangeRules.shortestForThreshold)))
  }

  /// Finds ``changes``.
  mutating func run() {
    guard values.count >= ChangeRules.segment + ChangeRules.lastSegment else { return }
    changes = splits()
    guard !changes.isEmpty else { return }
    for _ in 0..<2 {
      for index in changes.indices { place(index) }
    }
    need *= autocorrelationFactor()
    repeat { removeWeak() } while removeSpike()
  }

  // MARK: - Splits

  /// Binary segmentation of the series.
  private mutating func splits() -> [Int] {
    var found: [Int] = []
    var pending = [0..<values.count]
    while let stretch = pending.popLast() {
      guard let split = split(of: stretch)?.position ?? splitOfWindows(in: stretch) else { continue }
      found.append(split)
      pending += [stretch.lowerBound..<split, split..<stretch.upperBound]
    }
    return found.sorted()
  }

  /// The strongest split of a stretch, if it is strong enough.
  private mutating func split(of stretch: Range<Int>) -> (position: Int, energy: Double)? {
    let right = Self.fewestAfter(stretch.upperBound, of: values.count)
    guard stretch.count >= ChangeRules.segment + right else { return nil }
    window.take(stretch, of: values)
    let newest = values.count - ChangeRules.newest - stretch.lowerBound
    let split = scan.strongest(in: window, left: ChangeRules.segment, right: right, newest: newest)
    guard let split, split.energy >= need else { return nil }
    return (stretch.lowerBound + split.position, split.energy)
  }

  /// The strongest split of the longest overlapping windows that have one.
  private mutating func splitOfWindows(in stretch: Range<Int>) -> Int? {
    var length = (stretch.count + 1) / 2
    while length >= ChangeRules.smallestWindow {
      var best: (position: Int, energy: Double)?
      var start = stretch.lowerBound
      while true {
        let window = min(start, stretch.upperBound - length)..<min(start + length, stretch.upperBound)
        if let split = split(of: window), split.energy > best?.energy ?? 0 { best = split }
        if window.upperBound == stretch.upperBound { break }
        start += length / 2
      }
      if let best { return best.position }
      length = (length + 1) / 2
    }
    return nil
  }

  private static func fewestAfter(_ end: Int, of count: Int) -> Int {
    end == count ? ChangeRules.lastSegment : ChangeRules.segment
  }

  // MARK: - Positions

  /// The stretch between the neighbours of a change.
  func neighbourhood(_ index: Int) -> Range<Int> {
    let position = changes[index]
    let start = max(index > 0 ? changes[index - 1] : 0, position - ChangeRules.context)
    let end = index + 1 < changes.count ? changes[index + 1] : values.count
    return start..<min(end, position + ChangeRules.context)
  }

  /// Moves a change to the position that fits the two levels around it best.
  ///
  /// The loss is bounded, as one of squares is moved by single far values, and the position is within the reach of the
  /// first one, as a free one wanders.
  private mutating func place(_ index: Int) {
    let stretch = neighbourhood(index)
    let end = stretch.upperBound - Self.fewestAfter(stretch.upperBound, of: values.count)
    let first = changes[index]
    for _ in 0..<2 {
      let current = changes[index]
      let (left, right) = (median(stretch.lowerBound..<current), median(current..<stretch.upperBound))
      guard left != right else { return }
      let limit = squaredCut(stretch, at: current, left, right)
      var best = (loss: Double.infinity, position: current)
      var loss = 0.0
      for position in stride(from: stretch.lowerBound, through: end, by: 1) {
        if position >= stretch.lowerBound + ChangeRules.segment, abs(position - first) <= ChangeRules.reach {
          let equal = 1e-12 * max(best.loss.isFinite ? abs(best.loss) : 0, abs(loss))
          let isNearer = abs(position - current) < abs(best.position - current)
          if loss < best.loss - equal || (abs(loss - best.loss) <= equal && isNearer) { best = (loss, position) }
        }
        let (below, above) = (values[position] - left, values[position] - right)
        loss += min(below * below, limit) - min(above * above, limit)
      }
      guard best.position != current else { return }
      changes[index] = best.position
    }
  }

  /// The square of ``ChangeRules/cut`` standard deviations of the residuals from two levels.
  private mutating func squaredCut(_ stretch: Range<Int>, at split: Int, _ left: Double, _ right: Double) -> Double {
    var sum = 0.0
    for (index, position) in stretch.enumerated() {
      scratch[index] = abs(values[position] - (position < split ? left : right))
      sum += scratch[index]
    }
    var deviation = ChangeRules.normalDeviations * Selection.median(ofFirst: stretch.count, of: &scratch)
    if deviation <= 0 { deviation = max(sum / Double(stretch.count), 1e-12 * abs(left - right)) }
    return ChangeRules.cut * ChangeRules.cut * deviation * deviation
  }

  /// The median of a stretch that is not empty.
  mutating func median(_ stretch: Range<Int>) -> Double {
    for (index, position) in stretch.enumerated() { scratch[index] = values[position] }
    return Selection.median(ofFirst: stretch.count, of: &scratch)
  }

  // MARK: - Strengths

  /// How strong a change at a position must be.
  func need(at position: Int) -> Double {
    values.count - position <= ChangeRules.newest
      ? need * ChangeRules.newestThreshold / ChangeRules.threshold : need
  }

  /// How many times stronger a change must be in a series whose neighbours are alike.
  ///
  /// Of the autocorrelation within the segments one standard error is subtracted: only what can be shown counts.
  private mutating func autocorrelationFactor() -> Double {
    var (squares, neighbours) = (0.0, 0.0)
    for segment in Segments(changes, of: values.count) {
      window.take(segment, of: values)
      let products = window.products()
      squares += products.squares
      neighbours += products.neighbours
    }
    let estimate = (squares > 0 ? neighbours / squares : 0) - 1 / Double(values.count).squareRoot()
    let correlation = min(max(estimate, 0), ChangeRules.largestAutocorrelation)
    return (1 + correlation) / (1 - correlation)
  }

  /// Removes the weakest change until all are strong enough beside their neighbours.
  private mutating func removeWeak() {
    var qualities = changes.indices.map { quality($0) }
    while let weakest = qualities.indices.min(by: { qualities[$0] < qualities[$1] }), qualities[weakest] < 1 {
      remove(weakest)
      qualities.remove(at: weakest)
      for index in max(0, weakest - 2)..<max(0, min(changes.count, weakest + 2)) { qualities[index] = quality(index) }
    }
  }

  /// Removes the change that a spike explains best; `false` where there is none.
  private mutating func removeSpike() -> Bool {
    let qualities = changes.indices.map { spikeQuality($0) }
    let weakest = qualities.indices.min { qualities[$0] < qualities[$1] }
    guard let weakest, qualities[weakest] < 1 else { return false }
    remove(weakest)
    return true
  }

  private mutating func remove(_ index: Int) {
    changes.remove(at: index)
    for neighbour in max(0, index - 1)..<max(0, min(changes.count, index + 1)) { place(neighbour) }
  }

  /// How strong a change is, where 1 is enough.
  private mutating func quality(_ index: Int) -> Double {
    let stretch = neighbourhood(index)
    let position = changes[index]
    window.take(stretch, of: values)
    let strength = window.strength(at: position - stretch.lowerBound) / need(at: position)
    guard strength >= 1 else { return strength }
    let (left, right) = (median(stretch.lowerBound..<position), median(position..<stretch.upperBound))
    guard left != right else { return 0 }
    let step = stepBesideLine(stretch, at: position, left, right) / ChangeRules.lineMargin
    return step < 1 ? step * step : strength
  }

  /// How many times better two levels explain a stretch than a straight line does: the ratio of the roots of what they
  /// explain of the squares, with cut residuals.
  private mutating func stepBesideLine(
    _ stretch: Range<Int>, at split: Int, _ left: Double, _ right: Double
  ) -> Double {
    for (index, position) in stretch.enumerated() {
      scratch[index] = abs(values[position] - (position < split ? left : right))
    }
    let deviation = ChangeRules.normalDeviations * Selection.median(ofFirst: stretch.count, of: &scratch)
    let limit = ChangeRules.cut * deviation
    let n = Double(stretch.count)
    let m = Double(split - stretch.lowerBound)
    var (leftSum, sum, moment) = (0.0, 0.0, 0.0)
    for (index, position) in stretch.enumerated() {
      let level = position < split ? left : right
      let value = level + min(max(values[position] - level, -limit), limit)
      if position < split { leftSum += value }
      sum += value
      moment += value * (Double(index) - 0.5 * (n - 1))
    }
    let step = abs(leftSum - sum * m / n) / (m * (n - m) / n).squareRoot()
    let line = abs(moment) / (n * (n * n - 1) / 12).squareRoot()
    return line > 0 ? step / line : .greatestFiniteMagnitude
  }
}

/// The stretches between the changes of a series.
struct Segments: Sequence, IteratorProtocol {
  private var bounds: ArraySlice<Int>

  init(_ changes: [Int], of count: Int) { bounds = ([0] + changes + [count])[...] }

  mutating func next() -> Range<Int>? {
    guard let start = bounds.popFirst(), let end = bounds.first else { return nil }
    return start..<end
  }
}
