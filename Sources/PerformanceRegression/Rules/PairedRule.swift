import PerformanceRecords
import PerformanceStatistics

/// The rule that decides between two builds measured in turn: *a slowdown is real when the floors of both builds were hit
/// more than once and lie further apart than the tolerance allows, and when more of the old build's sessions are ahead of
/// all new ones than chance leaves possible.*
///
/// On a host whose other guests come and go, processes flip between two speeds within seconds: medians of ratios are
/// false then, the floors are not. So pairs are taken until the floors of both sides were hit three times (then the builds
/// are the same, unless the floors differ), until the order of the sessions is conclusive, or until all were taken, when
/// the floors alone decide. Unchanged code costs three to five pairs on a quiet machine and thirteen on a busy host.
///
/// |                                   | false       | +25 %  | +30 %  | 50×   | pairs at +25 % |
/// |-----------------------------------|-------------|--------|--------|-------|----------------|
/// | three machines, in a row          | 0 of 2 076  | 99.7 % | 100 %  | 100 % | 7              |
/// | a busy host, any order            | 0.03 %      | 98.5 % | 99.3 % | 100 % | 25             |
/// | the same, by medians of 12 pairs  | 4.1 %       | 80 %   |        |       | 12             |
package struct PairedRule: Hashable, Sendable {
  /// The pairs before anything is decided.
  package var screening = 3
  /// The most pairs that are taken.
  package var most = 48
  /// How many sessions of each side must have hit its floor before the builds are the same.
  package var floorHits = 3
  /// The pairs after which steady sides are decided on: so many leave less than 0.4 % to two modes of processes.
  package var steady = 5
  /// The probability below which the order of the sessions is conclusive.
  package var limit = 3e-4
  /// The same when no more pairs can be taken.
  package var hurriedLimit = 1e-2

  // Shares of the tolerance.
  /// How near to its floor a session has hit it, and within what a steady side lies.
  package var floorShare = 0.25
  /// How near the floors of equal builds are, and how far behind a session of the old build a new one is behind it.
  package var near = 0.5
  /// Within what of the old floor two sessions of the new build are enough.
  package var within = 0.9
  /// Beyond what each of the two best sessions lies behind its counterpart; both together lie beyond the tolerance, for a
  /// red build says that something became worse by more than that. One lucky session then hides no slowdown.
  package var beyond = 0.8

  /// The rule with its replayed constants.
  package static let standard = PairedRule()

  /// The rule for sessions of a second and longer: each averages over more than short ones do, and fifteen would take
  /// minutes.
  package static let ofLongSessions: PairedRule = {
    var rule = PairedRule()
    rule.steady = 3
    return rule
  }()

  /// The summaries of two sessions that were taken one right after the other.
  package struct Pair: Hashable, Sendable {
    /// That of the old build.
    package var base: Double
    /// That of the new build.
    package var now: Double

    /// A pair of summaries.
    package init(base: Double, now: Double) {
      self.base = base
      self.now = now
    }
  }

  /// What the pairs taken so far say.
  package enum Step: Hashable, Sendable {
    case undecided, same, better, worse
    /// All were taken, and they do not agree.
    case unresolved
  }

  /// Judges the pairs in the order taken.
  /// - Parameter isLast: whether no more pairs can be taken.
  package func step(
    _ pairs: [Pair], tolerance: Tolerance, direction: MetricDescription.Direction, isLast: Bool = false
  ) -> Step {
    guard !pairs.isEmpty else { return isLast ? .unresolved : .undecided }
    guard pairs.count >= screening || isLast else { return .undecided }
    let base = Side(pairs.map(\.base), tolerance, direction)
    let now = Side(pairs.map(\.now), tolerance, direction)
    let isSteady = pairs.count >= steady && base.isSteady(floorShare) && now.isSteady(floorShare)
    let isOver = isLast || pairs.count >= most
    // Steady sides, and floors of which each was looked for as often as there are pairs, speak for themselves.
    let limit = isSteady || pairs.count >= most ? 1 : isLast ? hurriedLimit : self.limit
    if isBehind(now, base, limit) { return .worse }
    if isBehind(base, now, limit) { return .better }
    let gap = base.distance(to: now.best)
    if isSteady || isOver { return gap > beyond ? .unresolved : .same }
    let isNear = gap <= near || now.sorted.count { base.distance(to: $0) <= within } >= 2
    let isFloorKnown = base.hits(floorShare) >= floorHits && now.hits(floorShare) >= floorHits
    return isNear && now.distance(to: base.best) <= near && isFloorKnown ? .same : .undecided
  }

  /// Whether one side is slower: its two best sessions lie beyond those of the other, and chance does not put so many of
  /// the other ahead of all of them.
  private func isBehind(_ slower: Side, _ faster: Side, _ limit: Double) -> Bool {
    guard faster.sorted.count > 1 else { return false }
    let second = Side(Array(faster.sorted.dropFirst()), like: faster)
    let gaps = [faster.distance(to: slower.best), second.distance(to: slower.sorted[1])]
    guard gaps.allSatisfy({ $0 > beyond }), gaps[0] + gaps[1] > 2 else { return false }
    let ahead = faster.sorted.count { faster.distance(to: slower.best) - faster.distance(to: $0) > near }
    return ExactTests.precedence(ahead: ahead, pairs: faster.sorted.count) <= limit
  }

  /// The sessions of one build, the best first, and distances in tolerances.
  private struct Side {
    let sorted: [Double]
    let best: Double
    private let isLower: Bool
    private let tolerance: Tolerance
    private let allowance: Double

    init(_ values: [Double], _ tolerance: Tolerance, _ direction: MetricDescription.Direction) {
      self.init(
        sorted: direction == .lowerIsBetter ? values.sorted() : values.sorted(by: >), tolerance,
        isLower: direction == .lowerIsBetter)
    }

    init(_ sorted: [Double], like other: Side) {
      self.init(sorted: sorted, other.tolerance, isLower: other.isLower)
    }

    private init(sorted: [Double], _ tolerance: Tolerance, isLower: Bool) {
      self.sorted = sorted
      self.isLower = isLower
      self.tolerance = tolerance
      best = sorted.first ?? 0
      // A tolerance of nothing would make every difference infinite.
      allowance = max(tolerance.allowance(for: best), best.ulp)
    }

    /// How much worse than the best a value is.
    func distance(to value: Double) -> Double { (isLower ? value - best : best - value) / allowance }

    /// How many sessions hit the floor.
    func hits(_ share: Double) -> Int { sorted.count { distance(to: $0) <= share } }

    /// Whether all sessions are near the best.
    func isSteady(_ share: Double) -> Bool { sorted.last.map { distance(to: $0) <= share } ?? false }
  }
}
