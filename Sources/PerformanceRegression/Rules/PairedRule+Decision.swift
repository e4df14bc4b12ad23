import PerformanceRecords
import PerformanceStatistics

extension PairedRule {
  /// The summaries of two sessions that were taken one right after the other.
  package struct Pair: Equatable, Sendable {
    /// The summary of the old build.
    package var base: Double
    /// The summary of the new build.
    package var now: Double

    package init(base: Double, now: Double) {
      self.base = base
      self.now = now
    }
  }

  /// The result of the pairs taken so far.
  package enum Decision: Equatable, Sendable {
    case undecided, same, better, worse
    /// All pairs were taken, and they do not agree.
    case unresolved
  }

  /// Judges the pairs in the order taken.
  /// - Parameter isLast: whether no more pairs can be taken.
  package func decision(
    _ pairs: [Pair], tolerance: Tolerance, direction: MetricDescription.Direction, isLast: Bool = false
  ) -> Decision {
    guard !pairs.isEmpty else { return isLast ? .unresolved : .undecided }
    guard pairs.count >= screening || isLast else { return .undecided }
    let base = Side(pairs.map(\.base), tolerance, direction)
    let now = Side(pairs.map(\.now), tolerance, direction)
    let isSteady = pairs.count >= steady && base.isSteady(floorShare) && now.isSteady(floorShare)
    let isOver = isLast || pairs.count >= most
    // Steady sides, and floors sampled by the maximum number of pairs, need no further evidence.
    let limit = isSteady || pairs.count >= most ? 1 : isLast ? hurriedLimit : self.limit
    if isBehind(now, base, limit) { return .worse }
    if isBehind(base, now, limit) { return .better }
    let gap = base.distance(to: now.best)
    if isSteady || isOver { return gap > beyond ? .unresolved : .same }
    let isNear = gap <= near || now.sorted.count { base.distance(to: $0) <= within } >= agreeing
    let isFloorKnown = base.hits(floorShare) >= floorHits && now.hits(floorShare) >= floorHits
    return isNear && now.distance(to: base.best) <= near && isFloorKnown ? .same : .undecided
  }

  /// Whether one side is slower: its two best sessions lie beyond those of the other, and more of the other's sessions
  /// are ahead of all of them than chance allows.
  private func isBehind(_ slower: Side, _ faster: Side, _ limit: Double) -> Bool {
    guard faster.sorted.count > 1 else { return false }
    let second = Side(Array(faster.sorted.dropFirst()), like: faster)
    let gaps = [faster.distance(to: slower.best), second.distance(to: slower.sorted[1])]
    guard gaps.allSatisfy({ $0 > beyond }), gaps[0] + gaps[1] > beyondTogether else { return false }
    let ahead = faster.sorted.count { faster.distance(to: slower.best) - faster.distance(to: $0) > near }
    return ExactTests.precedence(ahead: ahead, pairs: faster.sorted.count) <= limit
  }

  /// The sessions of one build, the best first, with distances in units of the tolerance.
  private struct Side {
    let sorted: [Double]
    let best: Double
    private let direction: MetricDescription.Direction
    private let tolerance: Tolerance
    private let allowance: Double

    init(_ values: [Double], _ tolerance: Tolerance, _ direction: MetricDescription.Direction) {
      self.init(sorted: direction.bestFirst(values), tolerance, direction)
    }

    init(_ sorted: [Double], like other: Side) {
      self.init(sorted: sorted, other.tolerance, other.direction)
    }

    private init(sorted: [Double], _ tolerance: Tolerance, _ direction: MetricDescription.Direction) {
      self.sorted = sorted
      self.direction = direction
      self.tolerance = tolerance
      best = sorted.first ?? 0
      // A tolerance of zero would make every distance infinite.
      allowance = max(tolerance.allowance(for: best), best.ulp)
    }

    func distance(to value: Double) -> Double { direction.excess(of: value, over: best) / allowance }

    /// The number of sessions that hit the floor.
    func hits(_ share: Double) -> Int { sorted.count { distance(to: $0) <= share } }

    /// Whether all sessions are near the best.
    func isSteady(_ share: Double) -> Bool { sorted.last.map { distance(to: $0) <= share } ?? false }
  }
}
