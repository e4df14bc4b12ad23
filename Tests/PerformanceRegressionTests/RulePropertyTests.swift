import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("The rules hold their properties on random sessions")
struct RulePropertyTests {
  private static let rule = SampledRule.standard
  private static let tolerance = Tolerance.percent(20)

  /// A baseline and a run that may be up to 60 % slower or 30 % faster.
  private struct Sample {
    var baseline: [Double]
    var now: [Double]
  }

  private static func sample(_ random: inout SplitMix64, baselines: ClosedRange<UInt64> = 12...42) -> Sample {
    let floor = random.number(in: 1...1e6)
    let factor = random.number(in: 0.7...1.6)
    return Sample(
      baseline: random.times(Int(baselines.lowerBound + random.next() % UInt64(baselines.count)), floor: floor),
      now: random.times(Int(1 + random.next() % 15), floor: floor * factor))
  }

  private static func step(
    _ sample: Sample, direction: MetricDescription.Direction = .lowerIsBetter, times factor: Double = 1
  ) -> SampledRule.Decision {
    rule.decision(
      baseline: sample.baseline.map { $0 * factor }, now: sample.now.map { $0 * factor }, tolerance: tolerance,
      direction: direction)
  }

  @Test("The random sessions reach every decision")
  func outcomes() {
    var random = SplitMix64(seed: 10)
    let steps = Set((0..<2000).map { _ in Self.step(Self.sample(&random)) })
    #expect(steps == [.undecided, .within, .beyond])
  }

  @Test("Scaling both sides changes no decision", arguments: [0.125, 2, 1024])
  func scalingRule(factor: Double) {
    var random = SplitMix64(seed: 11)
    let differing = (0..<1000).count { _ in
      let sample = Self.sample(&random)
      return Self.step(sample) != Self.step(sample, times: factor)
    }
    #expect(differing == 0)
  }

  @Test("Scaling both sides changes no verdict", arguments: [1e-3, 7, 1e3])
  func scalingVerdict(factor: Double) {
    var random = SplitMix64(seed: 12)
    let differing = (0..<100).count { _ in
      var sample = Self.sample(&random, baselines: 12...12)
      // Sessions of a second would be judged as long ones.
      (sample.baseline, sample.now) = (sample.baseline.map { $0 * 1e-4 }, sample.now.map { $0 * 1e-4 })
      let plain = Scenario(baseline: sample.baseline, now: sample.now).judgement
      let scaled = Scenario(
        baseline: sample.baseline.map { $0 * factor }, now: sample.now.map { $0 * factor }
      ).judgement
      return plain.verdicts.map(\.outcome) != scaled.verdicts.map(\.outcome) || plain.wantsMore != scaled.wantsMore
    }
    #expect(differing == 0)
  }

  @Test("Metrics where more is better mirror those where less is")
  func mirror() {
    var random = SplitMix64(seed: 13)
    let differing = (0..<1000).count { _ in
      let sample = Self.sample(&random)
      // The distance to the representative is what counts, so turning the sign mirrors it.
      return Self.step(sample) != Self.step(sample, direction: .higherIsBetter, times: -1)
    }
    #expect(differing == 0)
  }

  @Test("A decision beyond needs the sessions of its threshold, none near and at most one within it")
  func thresholds() throws {
    var random = SplitMix64(seed: 14)
    var foundBeyond = 0
    for _ in 0..<3000 {
      let sample = Self.sample(&random)
      let threshold = try #require(
        DecisionThreshold(
          baseline: sample.baseline, tolerance: Self.tolerance, direction: .lowerIsBetter, rule: Self.rule))
      #expect(threshold.cap >= 15)
      let isBeyond =
        sample.now.count >= threshold.cap && sample.now.allSatisfy { $0 - threshold.best > threshold.nearAllowance }
        && sample.now.count { $0 - threshold.best <= threshold.withinAllowance } <= 1
      let isCalledBeyond = Self.step(sample) == .beyond
      if isCalledBeyond { foundBeyond += 1 }
      if isCalledBeyond != isBeyond { Issue.record("\(sample)") }
    }
    #expect(foundBeyond > 20)
  }

  @Test("A greater slowdown is found wherever a smaller one is")
  func monotonic() {
    var random = SplitMix64(seed: 18)
    var foundBeyond = 0
    for _ in 0..<3000 {
      var sample = Self.sample(&random)
      guard Self.step(sample) == .beyond else { continue }
      foundBeyond += 1
      sample.now = sample.now.map { $0 * random.number(in: 1...2) }
      #expect(Self.step(sample) == .beyond)
    }
    #expect(foundBeyond > 20)
  }

  @Test("A further session never undoes that enough sessions were near")
  func furtherSession() {
    var random = SplitMix64(seed: 15)
    var foundWithin = 0
    for _ in 0..<1000 {
      var sample = Self.sample(&random)
      guard Self.step(sample) == .within else { continue }
      foundWithin += 1
      for _ in 0..<20 { sample.now.append(random.number(in: 1...1e8)) }
      #expect(Self.step(sample) == .within)
    }
    #expect(foundWithin > 100)
  }

  @Test("A fast session never turns same into regressed, and always turns regressed into another outcome")
  func fastSession() throws {
    var random = SplitMix64(seed: 16)
    var seen: Set<Verdict.Outcome> = []
    for _ in 0..<150 {
      let sample = Self.sample(&random, baselines: 12...12)
      let before = try #require(Scenario(baseline: sample.baseline, now: sample.now).judgement.verdicts.first)
      seen.insert(before.outcome)
      let fast = try #require(sample.baseline.min())
      let after = try #require(Scenario(baseline: sample.baseline, now: sample.now + [fast]).judgement.verdicts.first)
      #expect(after.outcome != .regressed)
    }
    #expect(seen.isSuperset(of: [.same, .regressed, .improved, .ambiguous]))
  }

  @Test("A rare mode requires more sessions")
  func rareMode() throws {
    // Five of 24 processes had luck; most take 40 % longer. Fifteen fresh ones without luck are nothing new.
    let recorded = [70.0, 70.2, 70.6, 71, 71.2, 81, 82, 84, 85, 88] + (0..<14).map { 94.5 + Double($0) * 0.5 }
    let threshold = try #require(
      DecisionThreshold(baseline: recorded, tolerance: .percent(20), direction: .lowerIsBetter, rule: Self.rule))
    #expect(threshold.best == 70.2 && threshold.cap > 50)
    let screened = try #require(
      DecisionThreshold(baseline: recorded, tolerance: .percent(20), direction: .lowerIsBetter, rule: .screening))
    #expect(screened.cap == 30)
    let usual = Scenario(baseline: recorded, now: many(15, 96)).judgement
    #expect(usual.verdicts.map(\.outcome) == [.ambiguous] && usual.wantsMore)
    // Slower than nearly all of them, it is red as soon as steady code is.
    #expect(Scenario(baseline: recorded, now: many(30, 170)).judgement.verdicts.map(\.outcome) == [.regressed])
    #expect(Scenario(baseline: recorded, now: many(4, 125), confirms: true).judgement.wantsMore)
    let candidate = Scenario(baseline: recorded, now: many(5, 125), confirms: true).judgement
    #expect(candidate.verdicts.map(\.confirmation?.state) == [.awaited] && !candidate.wantsMore)
    // A lucky process is no improvement either.
    #expect(Scenario(baseline: recorded, now: [66]).judgement.verdicts.first?.outcome != .improved)
  }

  @Test("A speed that the baseline's own sessions often had is not red without a pair, and a candidate with one")
  func commonMode() {
    // As measured, in milliseconds, of unchanged code: while other guests of the host came and went, and while one stayed.
    let recorded = [
      6.316, 6.342, 6.392, 6.43, 6.456, 6.495, 6.519, 6.636, 6.724, 6.746, 7.138, 7.316, 7.777, 8.016, 8.548, 8.562,
      10.11, 10.366, 10.485, 10.837, 10.977, 11.214, 11.654, 12.571,
    ]
    let stayed = [
      12.112, 12.282, 11.867, 11.578, 12.581, 12.013, 20.559, 12.484, 12.547, 12.688, 12.908, 25.52, 22.719, 11.886,
      10.631, 9.256, 24.166, 8.423, 15.891, 24.007, 12.559, 12.872, 10.521, 10.065,
    ]
    let alone = Scenario(baseline: recorded, now: stayed).judgement
    #expect(alone.verdicts.map(\.outcome) == [.ambiguous] && alone.wantsMore)
    let screened = Scenario(baseline: recorded, now: stayed, confirms: true).judgement
    #expect(screened.verdicts.map(\.confirmation?.state) == [.awaited])
    // Slower than nearly all that it was seen to be, it is red as ever.
    #expect(Scenario(baseline: recorded, now: many(40, 13)).judgement.verdicts.map(\.outcome) == [.regressed])
  }

  @Test("One in twelve sessions stands for the baseline", arguments: [(12, 1.0), (23, 1), (24, 2), (35, 2), (36, 3)])
  func twelveSessions(count: Int, expected: Double) {
    let sessions = (1...count).map { 1000 + Double($0) }
    #expect(
      Self.rule.representative(of: sessions.reversed(), direction: .lowerIsBetter)
        == 1000 + expected)
    let best = Self.rule.representative(of: sessions, direction: .higherIsBetter)
    #expect(best == 1001 + Double(count) - expected)
    #expect(Self.rule.representative(of: [], direction: .lowerIsBetter) == nil)
  }

  // python3 -c "print(1.18 / .96 - 1, 1.13 * 100 / min(96, 100 - 4.5) - 1, 1.13 * 100 / min(96, 100 - 45) - 1)"
  // The second is less than the tolerance, which is shown then.
  @Test(
    "The smallest detectable change follows from the precision of the floor",
    arguments: [
      (many(12, 100), 0.22916666666666674),
      ([100, 108, 109, 110, 114, 115, 116, 117, 120, 130, 140, 150], 0.2),
      ([100] + many(11, 190), 1.0545454545454542),
      ([100, 101, 102] + many(9, 190), 0.22916666666666674),
    ])
  func detectableChange(baseline: [Double], expected: Double) throws {
    for rule in [SampledRule.standard, .screening] {
      let change = try #require(
        rule.smallestDetectableChange(baseline: baseline, tolerance: Self.tolerance, direction: .lowerIsBetter))
      #expect(abs(change - expected) < 1e-12)
    }
  }

  @Test("The smallest detectable change of a rate is a share below one")
  func detectableRateChange() throws {
    let change = try #require(
      Self.rule.smallestDetectableChange(
        baseline: many(12, 100), tolerance: Self.tolerance, direction: .higherIsBetter))
    #expect(abs(change - (1 - 0.82 / 1.04)) < 1e-12)
    for baseline in [[], many(12, 0), [1] + many(11, 3)] {
      #expect(
        Self.rule.smallestDetectableChange(baseline: baseline, tolerance: Self.tolerance, direction: .lowerIsBetter)
          == nil)
    }
  }

  @Test("Counts of hits mirror counts of allocations")
  func mirroredCounts() {
    var random = SplitMix64(seed: 17)
    let differing = (0..<2000).count { _ in
      let lowest = Double(random.next() % 1000)
      let highest = lowest + Double(random.next() % 100)
      let now = (0..<Int(1 + random.next() % 4)).map { _ in Double(random.next() % 1200) }
      let tolerance = Tolerance.percent(Double(random.next() % 5))
      let less = ExactRule.standard.decision(
        baseline: ExactBaseline(lowest: lowest, typical: lowest, highest: highest), now: now, tolerance: tolerance,
        direction: .lowerIsBetter)
      let more = ExactRule.standard.decision(
        baseline: ExactBaseline(lowest: -highest, typical: -lowest, highest: -lowest), now: now.map { -$0 },
        tolerance: tolerance, direction: .higherIsBetter)
      return less != more
    }
    #expect(differing == 0)
  }

  private static let million = ExactBaseline(lowest: 1_000_000, typical: 1_000_000, highest: 1_000_000)

  @Test(
    "A count of an instrument below half of its baseline is repeated, and left out where the others are not",
    arguments: [
      ([3_651], ExactRule.Decision.undecided), ([3_651, 1_000_000, 1_000_000], .equal),
      ([3_651, 1_500_000, 1_500_000], .worse), ([400_000, 400_000, 400_000], .better), ([600_000], .better),
      ([3_651, 4_000, 1_000_000], .withinTolerance),
    ] as [([Double], ExactRule.Decision)])
  func miscounts(counts: [Double], expected: ExactRule.Decision) {
    func decision(_ rule: ExactRule) -> ExactRule.Decision {
      rule.decision(baseline: Self.million, now: counts, tolerance: .percent(5), direction: .lowerIsBetter)
    }
    #expect(decision(ExactRule.standard.ofAnInstrument) == expected)
    #expect(decision(.standard) != .undecided)
  }

  @Test("A count of an instrument that grew beside one count of another build is repeated on both sides")
  func conclusive() {
    func decision(_ rule: ExactRule) -> ExactRule.Decision {
      let once = ExactBaseline(lowest: 3_651, typical: 3_651, highest: 3_651)
      return rule.decision(baseline: once, now: [1_000_000], tolerance: .percent(5), direction: .lowerIsBetter)
    }
    #expect(decision(.ofAnInstrumentInTurn) == .undecided && decision(ExactRule.standard.ofAnInstrument) == .worse)
  }
}
