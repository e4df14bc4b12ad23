import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("Two builds measured in turn")
struct PairedRuleTests {
  private let rule = PairedRule.standard

  private func step(
    _ ratios: [Double], base: Double = 100, tolerance: Tolerance = .percent(20),
    _ direction: MetricDescription.Direction = .lowerIsBetter, isLast: Bool = false
  ) -> PairedRule.Step {
    let pairs = ratios.map { PairedRule.Pair(base: base, now: base * $0) }
    return rule.step(pairs, tolerance: tolerance, direction: direction, isLast: isLast)
  }

  @Test("are the same after three pairs without a difference")
  func threePairsWithoutDifference() {
    #expect(step([1, 1]) == .undecided)
    #expect(step([1, 1, 1]) == .same)
  }

  @Test("are suspected and drawn fifteen times more before they are red")
  func suspectedDrawnFifteenTimes() {
    #expect(step(Array(repeating: 1.3, count: 17)) == .undecided)
    #expect(step(Array(repeating: 1.3, count: 18)) == .worse)
  }

  @Test("are the same as soon as one process comes near or two within the tolerance")
  func soonProcessComesNear() {
    let suspects = Array(repeating: 1.3, count: 12)
    #expect(step(suspects + [1.09]) == .same)
    #expect(step(suspects + [1.19]) == .undecided)
    #expect(step(suspects + [1.19, 1.19]) == .same)
  }

  @Test("are unresolved when the pairs do not agree")
  func unresolvedPairsAgree() {
    // The machine was slower for the old build in most pairs: the best of it says more than the pairs.
    var pairs = Array(repeating: PairedRule.Pair(base: 120, now: 130), count: 18)
    pairs[0].base = 100
    #expect(rule.step(pairs, tolerance: .percent(20), direction: .lowerIsBetter) == .unresolved)
  }

  @Test("are not red for a machine that slows down both")
  func redMachineSlowsDown() {
    let drift = (0..<18).map { PairedRule.Pair(base: 100 + 5 * Double($0), now: 125 + 5 * Double($0)) }
    #expect(rule.step(drift, tolerance: .percent(20), direction: .lowerIsBetter) != .worse)
  }

  @Test("are red after nine fresh pairs when each took thrice the time")
  func redNineFreshPairs() {
    #expect(step(Array(repeating: 3, count: 11)) == .undecided)
    #expect(step(Array(repeating: 3, count: 12)) == .worse)
  }

  @Test("are better only when six pairs agree")
  func betterSixPairsAgree() {
    #expect(step(Array(repeating: 0.7, count: 3)) == .undecided)
    #expect(step(Array(repeating: 0.7, count: 6)) == .better)
    #expect(step([0.7, 0.7, 1, 1, 1, 1]) == .same)
  }

  @Test("are decided with what there is when the time is used up")
  func decidedThereTimeUsed() {
    #expect(step([1.3, 1.3], isLast: true) == .unresolved)
    #expect(step(Array(repeating: 1.3, count: 11), isLast: true) == .unresolved)
    #expect(step(Array(repeating: 1.3, count: 12), isLast: true) == .worse)
    #expect(step([1], isLast: true) == .same)
    #expect(step([], isLast: true) == .unresolved)
  }

  @Test("are judged the other way round where more is better")
  func judgedWayRoundBetter() {
    #expect(step(Array(repeating: 0.7, count: 18), .higherIsBetter) == .worse)
    #expect(step(Array(repeating: 1.4, count: 6), .higherIsBetter) == .better)
    #expect(step([1, 1, 1], .higherIsBetter) == .same)
  }

  @Test("are judged by amounts where there is nothing to divide by")
  func judgedAmountsThereNothing() {
    let tolerance = Tolerance(relative: 0.2, absolute: 4)
    let worse = Array(repeating: PairedRule.Pair(base: 0, now: 10), count: 18)
    #expect(rule.step(worse, tolerance: tolerance, direction: .lowerIsBetter) == .worse)
    let near = Array(repeating: PairedRule.Pair(base: 0, now: 1), count: 3)
    #expect(rule.step(near, tolerance: tolerance, direction: .lowerIsBetter) == .same)
  }

  @Test("never turn red for layout that costs ten per cent")
  func neverTurnRedLayout() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<500 {
      var pairs: [PairedRule.Pair] = []
      var answer = PairedRule.Step.undecided
      while answer == .undecided {
        let (base, now) = (random.times(30).min() ?? 0, random.times(30).min() ?? 0)
        pairs.append(PairedRule.Pair(base: base, now: 1.1 * now))
        answer = rule.step(pairs, tolerance: .percent(20), direction: .lowerIsBetter)
      }
      #expect(answer == .same)
    }
  }
}
