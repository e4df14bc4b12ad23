import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

/// Code whose processes have a speed each, by chance: 100 where they are fast, 115 in between, or slow, which is beyond the
/// tolerance of both. It has every baseline that such code may give, with what fresh sessions need to be beyond it: that
/// depends on no share, so one value serves for all shares.
private struct Modes {
  /// One baseline.
  private struct Baseline {
    /// How many of its sessions were fast, in between and slow.
    let counts: [Int]
    /// The logarithm of the number of orders that such counts may have.
    let orders: Double
    let threshold: DecisionThreshold
    /// How many sessions are beyond it when all are slow; `nil` when none are.
    let allSlow: Int?
    /// The same when one of them is in between.
    let oneBetween: Int?
  }

  private let baselines: [Baseline]

  /// - Parameters:
  ///   - slowTime: the time of a slow process.
  ///   - hasBetween: whether a process may be in between.
  init(_ rule: SampledRule, sessions: Int, slowTime: Double, hasBetween: Bool = false) throws {
    var baselines: [Baseline] = []
    for fast in 0...sessions {
      for between in 0...(hasBetween ? sessions - fast : 0) {
        let counts = [fast, between, sessions - fast - between]
        let threshold = try #require(
          DecisionThreshold(
            baseline: zip(counts, [100, 115, slowTime]).flatMap { many($0, $1) }, tolerance: .percent(20),
            direction: .lowerIsBetter, rule: rule))
        baselines.append(
          Baseline(
            counts: counts, orders: Self.orders(of: counts), threshold: threshold,
            allSlow: Self.sessionsBeyond(threshold, first: [], slowTime),
            oneBetween: hasBetween ? Self.sessionsBeyond(threshold, first: [115], slowTime) : nil))
      }
    }
    self.baselines = baselines
  }

  /// The probability that this code, unchanged, is called slower: over all baselines that it may give, and all fresh
  /// sessions.
  func falseAlarm(fast: Double, between: Double = 0) -> Double {
    let shares = [fast, between, max(1 - fast - between, 0)]
    return baselines.reduce(0) { sum, baseline in
      let terms = zip(baseline.counts, shares).filter { $0.0 > 0 }
      guard terms.allSatisfy({ $0.1 > 0 }) else { return sum }
      let logarithm = terms.reduce(baseline.orders) { $0 + Double($1.0) * log($1.1) }
      return sum + exp(logarithm) * beyond(baseline, between: shares[1], slow: shares[2])
    }
  }

  /// The probability that fresh sessions are beyond a threshold; a fast one is always near.
  private func beyond(_ baseline: Baseline, between: Double, slow: Double) -> Double {
    let threshold = baseline.threshold
    guard let allSlow = baseline.allSlow else { return 0 }
    let alone = pow(slow, Double(allSlow))
    guard between > 0, threshold.best < 115 else { return alone }
    if 115 - threshold.best > threshold.withinAllowance { return alone + pow(slow + between, Double(threshold.cap)) }
    guard 115 - threshold.best > threshold.nearAllowance, let oneBetween = baseline.oneBetween else { return alone }
    return alone + Double(min(allSlow, oneBetween)) * between * pow(slow, Double(oneBetween - 1))
  }

  /// How many sessions are beyond when all but these are slow; `nil` when none are.
  private static func sessionsBeyond(_ threshold: DecisionThreshold, first: [Double], _ slowTime: Double) -> Int? {
    func isBeyond(_ count: Int) -> Bool {
      SampledRule.decision(by: threshold, now: first + many(count - first.count, slowTime)) == .beyond
    }
    guard isBeyond(threshold.cap) else { return nil }
    var range = first.count...threshold.cap
    while range.count > 1 {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = isBeyond(middle) ? range.lowerBound...middle : middle + 1...range.upperBound
    }
    return range.lowerBound
  }

  /// The logarithm of the multinomial coefficient.
  private static func orders(of counts: [Int]) -> Double {
    func logFactorial(_ number: Int) -> Double { (0..<number).reduce(0.0) { $0 + log(Double($1) + 1) } }
    return counts.reduce(logFactorial(counts.reduce(0, +))) { $0 - logFactorial($1) }
  }
}

@Suite("A run with many benchmarks is not red by mistake")
struct FamilyTests {
  @Test(
    "Each way to be red may fail with a third of its share of one per cent", arguments: [1, 33, 80, 1000, 100_000])
  func shares(verdicts: Int) {
    let rule = SampledRule.standard.judging(verdicts)
    #expect(3 * rule.limit * Double(verdicts) <= 0.01 + 1e-12)
    #expect(rule.limit <= SampledRule.standard.limit && SampledRule.standard.limit == 1e-4)
  }

  @Test("A family without verdicts has the limit of one verdict")
  func empty() {
    #expect(SampledRule.standard.judging(0).limit == 1e-4)
  }

  // python3 -c "from math import prod; p = lambda a, n, N: prod((a + i) / (N + 1 + i) for i in range(n))
  // print(p(.5, 15, 12), p(.5, 5, 12), p(4.5, 15, 12), p(2.5, 15, 12) + 15 * 3 * p(2.5, 14, 12) / 27)"
  @Test(
    "The probability of a false alarm is averaged over the possible shares",
    arguments: [
      (ObservedFractions(sessions: 12, within: 12, close: 12), 15, 8.310262973491964e-09),
      (ObservedFractions(sessions: 12, within: 12, close: 12), 5, 3.976951357466063e-05),
      (ObservedFractions(sessions: 12, within: 8, close: 8), 15, 0.00010485058793654812),
      (ObservedFractions(sessions: 12, within: 10, close: 7), 15, 1.0562344239308284e-05),
      (ObservedFractions(sessions: 12, within: 12, close: 12), 0, 1),
    ])
  func averagedFalseAlarm(fractions: ObservedFractions, fresh: Int, expected: Double) {
    #expect(abs(fractions.falseAlarm(fresh: fresh) - expected) <= 1e-12 * expected)
  }

  /// The true probability, not the one the rule believes: whatever share of the processes is fast.
  @Test(
    "Code with two speeds is called slower no more often than the limit allows",
    arguments: [(12, 1), (12, 80), (12, 1000), (24, 1), (24, 80), (24, 1000)])
  func twoSpeeds(sessions: Int, verdicts: Int) throws {
    let rule = SampledRule.standard.judging(verdicts)
    for slowTime in [125.0, 140, 300] {
      let modes = try Modes(rule, sessions: sessions, slowTime: slowTime)
      for share in stride(from: 0.02, through: 0.98, by: 0.02) {
        let alarm = modes.falseAlarm(fast: share)
        // The limit holds for the average over what the shares may be; the worst share has 1.22 times of it, of the three
        // times that the total allows for.
        #expect(alarm <= (slowTime > 200 ? 2 : 1) * 1.25 * rule.limit, "\(share) fast, the others take \(slowTime)")
      }
    }
  }

  @Test("Code with three speeds is called slower no more often either", arguments: [1, 1000])
  func threeSpeeds(verdicts: Int) throws {
    let modes = try Modes(SampledRule.standard.judging(verdicts), sessions: 12, slowTime: 140, hasBetween: true)
    for fast in stride(from: 0.1, through: 0.7, by: 0.1) {
      for between in stride(from: 0.1, through: 0.9 - fast, by: 0.2) {
        let alarm = modes.falseAlarm(fast: fast, between: between)
        // In the worst corner 1.08 times the limit of its one way to be red, of the three that the total allows for.
        #expect(alarm <= min(1e-4, 0.01 / Double(verdicts)), "\(fast) fast, \(between) between")
      }
    }
  }

  @Test("A family needs more sessions only against a noisy baseline")
  func noisyBaseline() throws {
    func cap(_ baseline: [Double], _ verdicts: Int) throws -> Int {
      try #require(
        DecisionThreshold(
          baseline: baseline, tolerance: .percent(20), direction: .lowerIsBetter,
          rule: SampledRule.standard.judging(verdicts))
      ).cap
    }
    #expect(try [1, 80, 1000, 100_000].map { try cap(many(12, 100), $0) } == [15, 15, 15, 15])
    #expect(try [1, 80, 1000].map { try cap(many(9, 100) + many(3, 130), $0) } == [15, 15, 20])
    #expect(try [1, 80, 1000].map { try cap(many(6, 100) + many(6, 130), $0) } == [29, 34, 54])
  }

  @Test("Gross or hurried regressions need the sessions of the limit, too")
  func grossSessions() throws {
    let threshold = { (verdicts: Int) in
      DecisionThreshold(
        baseline: many(12, 100), tolerance: .percent(20), direction: .lowerIsBetter,
        rule: SampledRule.standard.judging(verdicts))
    }
    #expect(try [1, 80, 1000].map { try #require(threshold($0)).grossCap } == [5, 5, 8])
    #expect(try [1, 80, 1000].map { try #require(threshold($0)).hurriedCap } == [7, 7, 8])
    let thousand = try #require(threshold(1000))
    #expect(
      SampledRule.decision(by: thousand, now: many(7, 250)) == .undecided
        && SampledRule.decision(by: thousand, now: many(8, 250)) == .beyond)
    #expect(SampledRule.decision(by: thousand, now: many(7, 130), isLast: true) == .undecided)
    #expect(SampledRule.decision(by: thousand, now: many(8, 130), isLast: true) == .beyond)
  }

  @Test("The judge counts the verdicts that all baselines of the machine allow")
  func verdicts() throws {
    let crowd = (0..<1000).map { Example.benchmark(test: "t\($0)()", Example.sampled(many(12, 100))) }
    var document = Example.document(Example.benchmark(Example.sampled(many(9, 100) + many(3, 130))))
    let sessions = many(15, 135).map { Scenario.session([MetricReading(Example.wallClock, values: [$0])]) }
    func judgement() -> Judgement {
      var loaded = BaselineStore.Loaded()
      loaded.times = [document]
      return BenchmarkJudge(finder: ComparisonFinder(loaded: loaded, environment: Example.environment)).judge(sessions)
    }
    #expect(judgement().verdicts.map(\.outcome) == [.regressed])
    document.benchmarks += crowd
    #expect(judgement().wantsMore)
    document.methodology += 1  // such baselines are judged against nothing
    #expect(judgement().verdicts.map(\.outcome) == [.incomparable])
  }

  /// Sessions that were recorded on unchanged code, sampled in random order, and a test with two speeds.
  @Test("Runs of a thousand benchmarks of recorded noise are green")
  func recordedNoise() throws {
    let bimodal = [70.0, 70.2, 70.6, 71, 71.2, 81, 82, 84, 85, 88] + (0..<14).map { 94.5 + Double($0) * 0.5 }
    let recorded = try NullSessions.load().conditions.values.flatMap(\.values).compactMap { $0["fastest30"] }
      .sorted { $0.lexicographicallyPrecedes($1) }
    let groups = recorded + Array(repeating: bimodal, count: 2)
    var random = SplitMix64(seed: 20)
    let rule = SampledRule.standard.judging(1000)
    var (redRuns, found) = (0, 0)
    for _ in 0..<20 {
      var reds = 0
      for benchmark in 0..<1000 {
        let group = groups[benchmark % groups.count]
        let baseline = (0..<12).map { _ in group[Int(random.next() % UInt64(group.count))] }
        let threshold = try #require(
          DecisionThreshold(baseline: baseline, tolerance: .percent(20), direction: .lowerIsBetter, rule: rule))
        let fresh = (0..<threshold.cap).map { _ in group[Int(random.next() % UInt64(group.count))] }
        if isRegressed(fresh, threshold, rule) { reds += 1 }
        if isRegressed(fresh.map { $0 * 1.3 }, threshold, rule) { found += 1 }
      }
      if reds > 0 { redRuns += 1 }
    }
    #expect(redRuns == 0)
    #expect(Double(found) / 20_000 > 0.85)
  }

  /// Feeds fresh sessions one after the other, as the gate does, and asks the rule only where its decision may change:
  /// it stays `within` once enough sessions were near, and becomes `beyond` only at one of the rule's session numbers.
  private func isRegressed(_ fresh: [Double], _ threshold: DecisionThreshold, _ rule: SampledRule) -> Bool {
    let counts = Set(1...(2 * rule.cap + 1)).union([threshold.grossCap, threshold.cap, fresh.count])
    for count in counts.sorted() where count <= fresh.count {
      let step = SampledRule.decision(by: threshold, now: Array(fresh.prefix(count)))
      if step != .undecided { return step == .beyond }
    }
    return false
  }
}
