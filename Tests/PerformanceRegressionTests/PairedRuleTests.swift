import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("Two builds measured in turn")
struct PairedRuleTests {
  private let rule = PairedRule.standard

  private func step(
    _ ratios: [Double], base: [Double] = [], rule: PairedRule = .standard, tolerance: Tolerance = .percent(20),
    _ direction: MetricDescription.Direction = .lowerIsBetter, isLast: Bool = false
  ) -> PairedRule.Decision {
    let pairs = ratios.enumerated().map { index, ratio in
      PairedRule.Pair(base: base.element(index) ?? 100, now: 100 * ratio)
    }
    return rule.decision(pairs, tolerance: tolerance, direction: direction, isLast: isLast)
  }

  /// One session in three of each side reaches the floor, the others are slow.
  private static func flipping(_ count: Int, floor: Double = 1) -> [Double] {
    (0..<count).map { floor * ($0.isMultiple(of: 3) ? 1 : 1.6 + Double($0 % 7) / 20) }
  }

  @Test("are the same when three sessions of each hit the same floor")
  func sameFloor() {
    #expect(step([1, 1]) == .undecided)
    #expect(step([1, 1, 1]) == .same)
    let slow = Self.flipping(7).map { $0 * 100 }
    #expect(step(Array(Self.flipping(6)), base: slow) == .undecided)
    #expect(step(Array(Self.flipping(7)), base: slow) == .same)
  }

  @Test("are different after five pairs where both sides are steady, and after three where sessions are long")
  func steadySides() {
    #expect(step(many(4, 1.3)) == .undecided)
    #expect(step(many(5, 1.3)) == .worse)
    #expect(step(many(2, 1.3), rule: .ofLongSessions) == .undecided)
    #expect(step(many(3, 1.3), rule: .ofLongSessions) == .worse)
    #expect(step(many(3, 50), rule: .ofLongSessions) == .worse)
    #expect(step(many(5, 50)) == .worse)
  }

  @Test("are different when more of the old sessions are ahead of all new ones than chance allows")
  func orderConclusive() {
    func answer(_ count: Int) -> PairedRule.Decision {
      step(Self.flipping(count, floor: 1.3), base: Self.flipping(count).map { $0 * 100 })
    }
    // A third of the old sessions is ahead: 11 of 31, C(51, 20) / C(62, 31) = 1.7e-4; 10 of 28, C(46, 18) / C(56, 28) = 3.7e-4.
    #expect(answer(15) == .undecided && answer(27) == .undecided)
    #expect(answer(31) == .worse)
  }

  @Test("are not decided by a floor that was hit once")
  func floorHitOnce() {
    // One lucky process of the old build; all others of both are alike.
    let base = [80] + many(20, 100)
    #expect(step(many(21, 1), base: base) == .undecided)
    #expect(step(many(48, 1), base: [80] + many(47, 100)) == .unresolved)
    // However far ahead it was: the second best sessions lie within the tolerance.
    #expect(step([1.4] + many(47, 1.7), base: [100] + many(47, 150)) == .unresolved)
  }

  @Test("are decided by the floors when all pairs were taken")
  func allPairsTaken() {
    // Two sessions in 48 of each side reach the floor: too few for their order to be conclusive.
    func side(_ floor: Double) -> [Double] { [floor, floor * 1.02] + many(46, floor * 1.7) }
    #expect(step(Array(side(1.3).dropLast()), base: Array(side(1).dropLast()).map { $0 * 100 }) == .undecided)
    #expect(step(side(1.3), base: side(1).map { $0 * 100 }) == .worse)
    #expect(step(side(1.1), base: side(1).map { $0 * 100 }) == .same)
  }

  @Test("are not called the same while the old build never reached its usual floor")
  func oldFloorOutOfReach() {
    // The host was slow whenever the old build ran: the new one seems faster, and was made slower.
    let base = [160, 155, 158, 157.0]
    #expect(step([1.25, 1.26, 1.25, 1.27], base: base) == .undecided)
  }

  @Test("are better when five steady pairs agree")
  func better() {
    #expect(step(many(4, 0.7)) == .undecided)
    #expect(step(many(5, 0.7)) == .better)
    #expect(step([0.7, 0.7, 1, 1, 1, 1]) == .undecided)
  }

  @Test("are decided with the available pairs when the time is used up")
  func timeLimit() {
    #expect(step([1.3, 1.3], isLast: true) == .unresolved)
    #expect(step(many(4, 1.3), isLast: true) == .unresolved)
    #expect(step([1.3, 1.5, 1.3, 1.6, 1.4], isLast: true) == .worse)
    #expect(step([1], isLast: true) == .same)
    #expect(step([], isLast: true) == .unresolved)
  }

  @Test("are judged in the other direction where more is better")
  func higherIsBetter() {
    #expect(step(many(5, 0.7), .higherIsBetter) == .worse)
    #expect(step(many(5, 1.4), .higherIsBetter) == .better)
    #expect(step([1, 1, 1], .higherIsBetter) == .same)
  }

  @Test("are judged by amounts where the old value is zero")
  func fromZero() {
    let tolerance = Tolerance(relative: 0.2, absolute: 4)
    let worse = Array(repeating: PairedRule.Pair(base: 0, now: 10), count: 5)
    #expect(rule.decision(worse, tolerance: tolerance, direction: .lowerIsBetter) == .worse)
    let near = Array(repeating: PairedRule.Pair(base: 0, now: 1), count: 3)
    #expect(rule.decision(near, tolerance: tolerance, direction: .lowerIsBetter) == .same)
  }

  @Test("are decided after 48 pairs at the latest")
  func decidedAtLatest() {
    var random = SplitMix64(seed: 8)
    for _ in 0..<100 {
      let pairs = (0..<48).map { _ in
        PairedRule.Pair(base: random.number(in: 1...3), now: random.number(in: 1...3))
      }
      #expect(rule.decision(pairs, tolerance: .percent(20), direction: .lowerIsBetter) != .undecided)
    }
  }

  @Test("never turn red for layout that costs ten per cent")
  func layout() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<500 {
      var pairs: [PairedRule.Pair] = []
      var answer = PairedRule.Decision.undecided
      while answer == .undecided {
        let (base, now) = (random.times(30).min() ?? 0, random.times(30).min() ?? 0)
        pairs.append(PairedRule.Pair(base: base, now: 1.1 * now))
        answer = rule.decision(pairs, tolerance: .percent(20), direction: .lowerIsBetter)
      }
      #expect(answer == .same)
    }
  }
}
