/// A stretch of a series in ascending order, with the normal scores of its values.
///
/// Scores of ranks make the number of false reports independent of the noise's distribution.
struct RankedWindow {
  /// The number of values.
  private(set) var count = 0
  /// The positions within the stretch in ascending order of their values, equal ones by position.
  private(set) var positions: [Int]
  /// The values in ascending order.
  private(set) var sorted: [Double]
  /// The score at each position.
  private(set) var scores: [Double]
  /// The index at each position of its value among the distinct values.
  private(set) var classes: [Int]
  /// The number of distinct values.
  private(set) var classCount = 0

  /// The positions of the whole series in ascending order of their values, and where in it each position is.
  private let order: [Int]
  private let rank: [Int]

  /// An empty stretch of a series of finite values.
  init(of values: [Double]) {
    let count = values.count
    order = values.indices.sorted { values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1 }
    var rank = [Int](repeating: 0, count: count)
    for (index, position) in order.enumerated() { rank[position] = index }
    self.rank = rank
    positions = rank
    classes = rank
    sorted = values
    scores = values
  }

  // MARK: - Stretches

  /// Takes a stretch of the series.
  mutating func take(_ stretch: Range<Int>, of values: [Double]) {
    count = stretch.count
    // The ranks of a short stretch are sorted faster than the whole order is filtered.
    if count * 8 < order.count {
      for (index, value) in rank[stretch].sorted().enumerated() { positions[index] = order[value] - stretch.lowerBound }
    } else {
      var index = 0
      for position in order where stretch.contains(position) {
        positions[index] = position - stretch.lowerBound
        index += 1
      }
    }
    for index in 0..<count { sorted[index] = values[stretch.lowerBound + positions[index]] }
    score()
  }

  /// Leaves out some positions; later ones move forwards.
  mutating func leaveOut(_ excluded: [Int]) {
    var kept = 0
    for index in 0..<count where !excluded.contains(positions[index]) {
      let position = positions[index]
      positions[kept] = position - excluded.count { $0 < position }
      sorted[kept] = sorted[index]
      kept += 1
    }
    count = kept
    score()
  }

  /// Equal values have the score of their mean rank.
  private mutating func score() {
    classCount = 0
    var first = 0
    while first < count {
      var last = first
      while last + 1 < count, sorted[last + 1] == sorted[first] { last += 1 }
      let score = NormalScores.quantile((0.5 * Double(first + last) + 0.5) / Double(count))
      for index in first...last {
        scores[positions[index]] = score
        classes[positions[index]] = classCount
      }
      classCount += 1
      first = last + 1
    }
  }

  // MARK: - Splits

  /// How strong a split is: the smaller one of its energy and its squared standardised sum of scores.
  func strength(at split: Int) -> Double {
    guard classCount > 1, split > 1, count - split > 1 else { return 0 }
    var (leftSum, squares) = (0.0, 0.0)
    var (all, left, right) = (0.0, 0.0, 0.0)
    var (leftRank, rightRank) = (0, 0)
    // The sum of the distances of all pairs is Σ (2r − m + 1)·y over the ranks r of m values.
    for index in 0..<count {
      let score = scores[positions[index]]
      squares += score * score
      all += Double(2 * index - count + 1) * score
      if positions[index] < split {
        leftSum += score
        left += Double(2 * leftRank - split + 1) * score
        leftRank += 1
      } else {
        right += Double(2 * rightRank - (count - split) + 1) * score
        rightRank += 1
      }
    }
    let (n, k) = (Double(count), Double(split))
    let standardised = leftSum * leftSum / (squares / (n - 1) * k * (n - k) / n)
    return min(standardised, SplitScan.energy(left: left, right: right, all: all, split: split, count: count))
  }

  /// The sums of the products of all scores with themselves, and with the next one's.
  func products() -> (squares: Double, neighbours: Double) {
    var (squares, neighbours) = (0.0, 0.0)
    for position in 0..<count {
      squares += scores[position] * scores[position]
      if position > 0 { neighbours += scores[position] * scores[position - 1] }
    }
    return (squares, neighbours)
  }
}
