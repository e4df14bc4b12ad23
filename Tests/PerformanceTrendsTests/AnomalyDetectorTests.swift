import Foundation
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("Values outside of the band of their series")
struct AnomalyDetectorTests {
  private static func anomalies(
    _ values: [Double], times: [Double]? = nil, in period: Range<Int>? = nil,
    beyond score: Double = AnomalyDetector.usualScore, atLeast share: Double = 0.02
  ) -> [Anomaly] {
    AnomalyDetector(values, times: times, changes: ChangeDetector.changes(in: values)).anomalies(
      in: period ?? values.indices, beyond: score, atLeast: share)
  }

  private static func indices(_ values: [Double], times: [Double]? = nil) -> [Int] {
    anomalies(values, times: times).map(\.index)
  }

  // MARK: - The band

  @Test("A single value far from the others has its index, what is usual, the band, and its distance")
  func single() throws {
    var values = Series.noise(60, deviation: 5, seed: 1)
    values[40] = 1_200
    let found = Self.anomalies(values)
    let anomaly = try #require(found.first)
    #expect(found.count == 1 && anomaly.index == 40 && anomaly.value == 1_200)
    #expect(abs(anomaly.expected - 1_000) < 3)
    #expect(anomaly.band.lowerBound < 980 && anomaly.band.lowerBound > 960, "\(anomaly)")
    #expect(anomaly.band.upperBound > 1_020 && anomaly.band.upperBound < 1_040, "\(anomaly)")
    let score = try #require(anomaly.score)
    #expect((20...60).contains(score), "\(anomaly)")
    values[40] = 800
    #expect(try #require(Self.anomalies(values).first?.score) < -20)
  }

  @Test("The newest value has a band as well, of the values before it")
  func newest() {
    var values = Series.noise(60, deviation: 5, seed: 2)
    values[59] = 1_200
    #expect(Self.indices(values) == [59])
  }

  @Test("In normal noise one value in a thousand is one at most, and in noise with a long tail two in a hundred")
  func falseRate() {
    var counts = [0, 0, 0]
    for seed in 0..<50 as Range<UInt64> {
      let noise = Series.noise(100, level: 0, deviation: 1, seed: 100 + seed)
      let other = Series.noise(100, level: 0, deviation: 1, seed: 900 + seed)
      let shapes = [
        noise, zip(noise, other).map { $0 / max(0.3, abs($1)) }, noise.map { exp($0) },
      ]
      for (index, shape) in shapes.enumerated() {
        counts[index] += Self.anomalies(shape.map { 1_000 + 10 * $0 }).count
      }
    }
    #expect(counts[0] <= 5, "\(counts)")
    #expect(counts[1] <= 100 && counts[2] <= 100, "\(counts)")
  }

  @Test("A second speed of a machine that returns is no anomaly, and a value beyond both is")
  func twoSpeeds() {
    var random = SplitMix64(seed: 3)
    var values = Series.noise(120, deviation: 3, seed: 4).map { $0 * (random.unit() < 0.15 ? 1.5 : 1) }
    let usual = Self.indices(values)
    #expect(usual.isEmpty, "\(usual)")
    values[60] = 3_000
    #expect(Self.indices(values) == [60])
  }

  @Test("The two sides have bands of their own")
  func sides() throws {
    // Slow runs are further from the usual one.
    let values = Series.noise(100, level: 0, deviation: 1, seed: 5).map { 1_000 + ($0 > 0 ? 40 : 4) * $0 }
    var slow = values
    slow[50] = 1_150
    #expect(Self.indices(slow).isEmpty)
    var fast = values
    fast[50] = 900
    #expect(Self.indices(fast) == [50])
  }

  // MARK: - Levels

  @Test("A change of level is no anomaly, and an anomaly beside one is found at either level")
  func levels() {
    var values = Series.noise(40, level: 1_000, seed: 6) + Series.noise(40, level: 1_300, seed: 7)
    #expect(Self.indices(values).isEmpty)
    // Usual before the step.
    values[70] = 1_000
    values[10] = 1_300
    #expect(Self.indices(values) == [10, 70])
  }

  @Test("A slope is no anomaly, and a value that leaves it is")
  func slope() {
    var values = Series.noise(80, deviation: 2, seed: 8).enumerated().map { $1 + 5 * Double($0) }
    #expect(Self.indices(values).isEmpty)
    // Within all values, and far from its neighbours.
    values[70] = 1_150
    #expect(Self.indices(values) == [70])
  }

  // MARK: - Seasons

  /// Values of four runs a day, of which those at night take a half longer.
  private static func nights(days: Int) -> (values: [Double], times: [Double]) {
    let noise = Series.noise(days * 4, deviation: 4, seed: 9)
    let times = noise.indices.map { 1.767e9 + Double($0) * 21_600 }
    return (noise.enumerated().map { $0 % 4 == 3 ? 1.5 * $1 : $1 }, times)
  }

  @Test("What an hour usually adds is no anomaly, and the value of another hour is")
  func hours() {
    var (values, times) = Self.nights(days: 40)
    values[81] = 1_500
    #expect(Self.indices(values, times: times) == [81])
    #expect(!Self.indices(values).contains(81), "without times the band has both")
    values[81] = 1_000
    // A night that takes no longer.
    values[83] = 1_000
    #expect(Self.indices(values, times: times) == [83])
  }

  @Test("What a weekday usually adds is no anomaly, where there is one run a night")
  func weekdays() {
    var values = Series.noise(140, deviation: 4, seed: 10).enumerated().map { $0 % 7 == 2 ? $1 * 1.3 : $1 }
    let times = values.indices.map { 1.767e9 + Double($0) * 86_400 }
    values[72] = 1_000
    values[75] = 1_300
    #expect(Self.indices(values, times: times) == [72, 75])
  }

  @Test("An hour with fewer than eight values, or of fewer than four days, has no season")
  func fewRuns() {
    // Seven nights.
    let (values, times) = Self.nights(days: 7)
    let without = AnomalyDetector(values, changes: []).anomalies(in: values.indices, beyond: 1, atLeast: 0)
    let timed = AnomalyDetector(values, times: times, changes: [])
    #expect(timed.anomalies(in: values.indices, beyond: 1, atLeast: 0) == without && !without.isEmpty)
    // Sixteen disturbed runs of two evenings among those of twenty days.
    var (busy, hours) = (Series.noise(80, deviation: 4, seed: 11), [Double]())
    for index in busy.indices { hours.append(1.7669664e9 + Double(index / 4) * 86_400 + Double(index % 4) * 3_600) }
    for evening in 0..<2 {
      for run in 0..<8 {
        busy.append(1_500)
        hours.append(1.7669664e9 + Double(evening) * 86_400 + 72_000 + Double(run))
      }
    }
    let order = hours.indices.sorted { hours[$0] < hours[$1] }
    let (sorted, ordered) = (order.map { busy[$0] }, order.map { hours[$0] })
    let evenings = AnomalyDetector(sorted, times: ordered, changes: [])
      .anomalies(in: sorted.indices, beyond: 1, atLeast: 0)
    #expect(evenings == AnomalyDetector(sorted, changes: []).anomalies(in: sorted.indices, beyond: 1, atLeast: 0))
  }

  @Test("Noise without a season has the same band with times")
  func noSeason() {
    let values = Series.noise(400, deviation: 5, seed: 12)
    let times = values.indices.map { 1.767e9 + Double($0) * 21_600 }
    let timed = AnomalyDetector(values, times: times, changes: []).anomalies(in: values.indices, beyond: 2, atLeast: 0)
    #expect(timed == AnomalyDetector(values, changes: []).anomalies(in: values.indices, beyond: 2, atLeast: 0))
    #expect(!timed.isEmpty)
  }

  // MARK: - Small and unusual series

  @Test("A time within two per cent of the level is none, and of a count each rare difference is one")
  func smallest() throws {
    var values = [Double](repeating: 1_000, count: 60)
    values[30] = 1_010
    #expect(Self.anomalies(values).isEmpty)
    let count = try #require(Self.anomalies(values, atLeast: 0).first)
    #expect(count.index == 30 && count.score == nil && count.band == 1_000...1_000)
    // One in ten is usual.
    for index in stride(from: 0, to: 60, by: 10) { values[index] = 1_010 }
    #expect(Self.anomalies(values, atLeast: 0).isEmpty)
  }

  @Test("Fewer than thirteen values have no band")
  func short() {
    #expect(Self.indices(Array(repeating: 100, count: 11) + [900]).isEmpty)
    #expect(Self.indices(Array(repeating: 100, count: 12) + [900]) == [12])
    #expect(Self.indices([]).isEmpty)
  }

  @Test("Gaps are left out, levels of 0 and below have differences, and only the period is asked for")
  func unusual() {
    var values = Series.noise(60, deviation: 5, seed: 13)
    (values[0], values[20], values[40]) = (.nan, .infinity, 1_500)
    #expect(Self.indices(values) == [40])
    #expect(Self.anomalies(values, in: 41..<60).isEmpty)
    #expect(Self.anomalies(values, in: 40..<41).count == 1)
    #expect(Self.indices(values.map { $0 - 1_000 }) == [40])
    #expect(Self.indices(values.map { -$0 }) == [40])
    #expect(Self.indices(values.map { ($0 - 1_000) / 1e6 }) == [40], "two per cent of a level, and not 0.02")
    var times = values.indices.map { Double($0) }
    times[40] = .nan
    #expect(Self.indices(values, times: times).isEmpty)
  }

  @Test("Numbers whose differences overflow end, and have no infinite band")
  func overflow() {
    var values = Series.noise(60, level: 1e-300, deviation: 1e-303, seed: 15)
    values[40] = 1e300
    #expect(Self.anomalies(values).isEmpty)
    let huge = (0..<60).map { $0.isMultiple(of: 2) ? 1.7e308 : -1.7e308 }
    #expect(Self.anomalies(huge).isEmpty)
  }

  @Test("A larger score asks for a larger distance")
  func score() {
    var values = Series.noise(60, deviation: 5, seed: 14)
    values[40] = 1_035
    #expect(Self.anomalies(values).map(\.index) == [40])
    #expect(Self.anomalies(values, beyond: 20).isEmpty)
  }
}
