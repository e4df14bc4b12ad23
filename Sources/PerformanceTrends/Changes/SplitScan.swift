/// Scans the energies of all splits of a stretch, in O(n log n).
struct SplitScan {
  /// The sum of the distances from each position to all others.
  private var distances: [Double]
  /// Two Fenwick trees over the distinct values: how many of each were passed, and the sum of their scores.
  private var counts: [Double]
  private var sums: [Double]

  init(capacity: Int) {
    distances = [Double](repeating: 0, count: capacity)
    counts = [Double](repeating: 0, count: capacity + 1)
    sums = counts
  }

  /// The energy distance between two sides (Székely and Rizzo 2013) times k·(n − k)/n, relative to the mean distance of
  /// all pairs.
  ///
  /// - Parameters:
  ///   - left: the sum of the distances of all pairs within the left side, as for the right one and for all.
  ///   - split: the number of values on the left.
  static func energy(left: Double, right: Double, all: Double, split: Int, count: Int) -> Double {
    guard split > 1, count - split > 1, all > 0 else { return 0 }
    let (n, k, m) = (Double(count), Double(split), Double(count - split))
    let between = 2 * (all - left - right) / (k * m)
    let distance = between - 2 * left / (k * (k - 1)) - 2 * right / (m * (m - 1))
    return k * m / n * distance / (2 * all / (n * (n - 1)))
  }

  /// The split with the largest energy, with at least this many values on either side.
  ///
  /// - Parameter newest: the first position whose split is one of the newest; their energy counts more.
  /// - Returns: the first position of the right side; `nil` where nothing can be split.
  mutating func strongest(
    in window: RankedWindow, left: Int, right: Int, newest: Int
  ) -> (position: Int, energy: Double)? {
    let count = window.count
    guard count >= left + right, window.classCount > 1 else { return nil }
    let all = sumDistances(window)
    for index in 0...window.classCount { (counts[index], sums[index]) = (0, 0) }
    var (within, beyond) = (0.0, all)
    var (passed, passedSum) = (0.0, 0.0)
    var best: (position: Int, energy: Double)?
    for position in 0..<(count - right) {
      let score = window.scores[position]
      let valueClass = window.classes[position]
      // The distances to the positions before it leave the right side's pairs and enter the left one's.
      let (smaller, smallerSum) = passedUp(to: valueClass)
      let before = score * (2 * smaller - passed) + passedSum - 2 * smallerSum
      within += before
      beyond -= distances[position] - before
      pass(valueClass, score, of: window.classCount)
      passed += 1
      passedSum += score
      guard position + 1 >= left else { continue }
      var energy = Self.energy(left: within, right: beyond, all: all, split: position + 1, count: count)
      if position + 1 >= newest { energy *= ChangeRules.threshold / ChangeRules.newestThreshold }
      if energy > best?.energy ?? 0 { best = (position + 1, energy) }
    }
    return best
  }

  /// Fills ``distances``; returns the sum over all pairs.
  private mutating func sumDistances(_ window: RankedWindow) -> Double {
    var sum = 0.0
    for index in 0..<window.count { sum += window.scores[window.positions[index]] }
    var (smaller, twice) = (0.0, 0.0)
    for index in 0..<window.count {
      let position = window.positions[index]
      let score = window.scores[position]
      distances[position] = score * Double(2 * index - window.count + 1) + sum - 2 * smaller - score
      smaller += score
      twice += distances[position]
    }
    return 0.5 * twice
  }

  /// The number and the sum of the passed scores whose value is not above that of a class.
  private func passedUp(to valueClass: Int) -> (count: Double, sum: Double) {
    var (count, sum) = (0.0, 0.0)
    var node = valueClass + 1
    while node > 0 {
      count += counts[node]
      sum += sums[node]
      node &= node - 1
    }
    return (count, sum)
  }

  private mutating func pass(_ valueClass: Int, _ score: Double, of classCount: Int) {
    var node = valueClass + 1
    while node <= classCount {
      counts[node] += 1
      sums[node] += score
      node += node & -node
    }
  }
}
