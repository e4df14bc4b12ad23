import PerformanceStatistics
import PerformanceTestSupport
import Testing

@Suite("The interval of a ratio has its coverage")
struct RatioIntervalTests {
  // With cdf of MannWhitneyTests.swift:
  //   k = 0
  //   while k + 1 < (m * n + 1) // 2 and cdf(m, n, k + 1) <= .025: k += 1
  //   print(1 - 2 * cdf(m, n, k))
  static let coverages: [(now: Int, baseline: Int, coverage: Double)] = [
    (1, 1, 0), (1, 12, 0.8461538461538461), (2, 12, 0.9560439560439561), (3, 12, 0.9516483516483516), (3, 3, 0.9),
    (5, 5, 0.9682539682539683), (5, 6, 0.9696969696969697), (9, 12, 0.950927091484367), (15, 12, 0.953133653860535),
  ]

  @Test("The coverage is that of the order statistics used", arguments: coverages)
  func orderStatistics(now: Int, baseline: Int, coverage: Double) throws {
    var random = SplitMix64(seed: 3)
    let interval = try #require(RatioInterval(now: random.times(now), baseline: random.times(baseline)))
    #expect(abs(interval.coverage - coverage) < 1e-12)
  }

  // python3: r = np.sort(np.divide.outer(now, baseline).ravel()); k as above for (1 − confidence) / 2; r[k], r[-1 - k]
  static let ends: [(confidence: Double, lower: Double, upper: Double, coverage: Double)] = [
    (0.95, 1.0526315789473684, 1.3793103448275863, 0.9696969696969697),
    (0.8, 1.105263157894737, 1.3043478260869565, 0.8225108225108225),
    (0.5, 1.1413043478260871, 1.263157894736842, 0.5714285714285714),
  ]

  @Test("The ends are pairwise ratios", arguments: ends)
  func endsAreRatios(confidence: Double, lower: Double, upper: Double, coverage: Double) throws {
    let interval = try #require(
      RatioInterval(
        now: [10, 11, 13, 10.5, 12], baseline: [9, 9.5, 8.7, 10.1, 9.9, 9.2], confidence: confidence))
    #expect(isClose(interval.lower, lower))
    #expect(isClose(interval.upper, upper))
    #expect(isClose(interval.coverage, coverage))
  }

  @Test(
    "It is absent without values or with one that is not positive and finite",
    arguments: [
      ([], [1.0]), ([1.0], []), ([0.0], [1.0]), ([1.0], [0.0]), ([1.0, -1], [1.0]), ([.nan], [1.0]),
      ([1.0], [.infinity]),
    ])
  func unusableValues(now: [Double], baseline: [Double]) {
    #expect(RatioInterval(now: now, baseline: baseline) == nil)
  }

  @Test("It contains the median of the pairwise ratios")
  func median() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<300 {
      let now = random.times(Int(1 + random.next() % 15))
      let baseline = random.times(Int(1 + random.next() % 24))
      let interval = try #require(RatioInterval(now: now, baseline: baseline))
      let median = try #require(Quantile.median(of: now.flatMap { value in baseline.map { value / $0 } }))
      #expect(interval.lower <= median * (1 + 1e-15) && median <= interval.upper * (1 + 1e-15))
    }
  }

  @Test("Scaling one side scales the interval, scaling both changes nothing", arguments: [0.5, 3, 1e6])
  func scaling(factor: Double) throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<100 {
      let now = random.times(Int(1 + random.next() % 15))
      let baseline = random.times(12)
      let plain = try #require(RatioInterval(now: now, baseline: baseline))
      let scaled = try #require(RatioInterval(now: now.map { $0 * factor }, baseline: baseline))
      #expect(isClose(scaled.lower, plain.lower * factor) && isClose(scaled.upper, plain.upper * factor))
      #expect(scaled.coverage == plain.coverage)
      let both = try #require(RatioInterval(now: now.map { $0 * factor }, baseline: baseline.map { $0 * factor }))
      #expect(isClose(both.lower, plain.lower) && isClose(both.upper, plain.upper))
    }
  }

  @Test(
    "It covers the true ratio as often as it claims, on skewed noise",
    arguments: [(1, 12, 2000), (3, 12, 2000), (5, 5, 2000), (9, 12, 500)])
  func coverage(now: Int, baseline: Int, trials: Int) throws {
    var random = SplitMix64(seed: 6)
    var covered = 0
    var claimed = 0.0
    for _ in 0..<trials {
      let recorded = random.times(baseline)
      let interval = try #require(RatioInterval(now: random.times(now).map { $0 * 1.3 }, baseline: recorded))
      if interval.lower <= 1.3, 1.3 <= interval.upper { covered += 1 }
      claimed = interval.coverage
    }
    let share = Double(covered) / Double(trials)
    // Three standard errors; the seed is fixed, so that this holds always or never.
    let error = 3 * (claimed * (1 - claimed) / Double(trials)).squareRoot()
    #expect(share >= claimed - error, "\(covered) of \(trials), claimed \(claimed)")
    #expect(share <= claimed + error, "no wider than it need be: \(covered) of \(trials), claimed \(claimed)")
  }
}
