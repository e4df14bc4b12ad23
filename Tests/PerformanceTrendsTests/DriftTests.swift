import Foundation
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("The drift of a series")
struct DriftTests {
  private static let week = 604_800.0

  private static func drift(_ values: [Double], times: [Double]? = nil) -> Drift? {
    Drift(values, times: times, changes: ChangeDetector.changes(in: values), direction: .lowerIsBetter)
  }

  // MARK: - The line

  /// Series with the slope, its interval and the probability that an independent implementation finds.
  private static let lines: [(values: [Double], slope: Double, interval: ClosedRange<Double>?, probability: Double)] = [
    (
      [100, 103, 99, 102, 101, 104, 100, 105, 103, 102, 106, 104, 103, 107, 105, 104, 108, 103, 106, 109],
      1.0 / 3, 0.2...0.5, 0.0008434194741973388
    ),
    // Equal values.
    ([5, 5, 5, 6, 5, 5, 6, 6, 5, 6, 6, 6, 7, 6, 6, 7], 0.1, 0...(1.0 / 6), 0.0022498843537812996),
    // Neighbours that are alike: a season, of which nothing can be concluded.
    (
      [50, 52, 54, 55, 55, 54, 52, 50, 49, 50, 52, 54, 56, 57, 57, 56, 54, 52, 51, 52, 54, 56, 58, 58],
      2.0 / 11, nil, 0.612596364092734
    ),
    (
      [20, 23, 22, 25, 26, 23, 21, 24, 27, 28, 25, 24, 22, 26, 29, 30, 28, 25, 27, 31, 30, 27, 26, 29],
      0.31009615384615385, 0.05263157894736842...0.5714285714285714, 0.024201901907419308
    ),
  ]

  @Test("has the slope and the probability of an independent implementation", arguments: lines.indices)
  func reference(index: Int) throws {
    let (values, slope, interval, probability) = Self.lines[index]
    let line = try #require(TrendLine(values, in: values.indices))
    #expect(abs(line.perPoint.value - slope) < 1e-12)
    #expect(line.perPoint.interval == interval)
    #expect(abs(line.probability - probability) < 1e-12)
  }

  @Test("is none in noise, whether neighbours are alike or not", arguments: [(0.0, 0.05), (0.6, 0.1)])
  func size(correlation: Double, limit: Double) {
    let drifting = (0..<300 as Range<UInt64>).count { seed in
      let values = Series.related(60, correlation: correlation, seed: 500 + seed)
      return TrendLine(values, in: 0..<60)?.isDrifting == true
    }
    #expect(Double(drifting) / 300 <= limit, "\(drifting)")
  }

  @Test("is found, and its interval covers the slope")
  func power() {
    let lines = (0..<100 as Range<UInt64>).compactMap { seed in
      let values = Series.related(60, correlation: 0, seed: 900 + seed).enumerated().map { $1 + Double($0) / 25 }
      return TrendLine(values, in: 0..<60)
    }
    #expect(lines.count { $0.isDrifting } >= 97)
    #expect(lines.count { $0.perPoint.interval?.contains(0.04) == true } >= 91)
  }

  @Test("has a slope for a week from the times, and one for a point from the order")
  func weeks() throws {
    let values = Series.noise(40, deviation: 1, seed: 4).enumerated().map { $1 + 2 * Double($0) }
    let times = values.indices.map { 1.7e9 + Self.week / 4 * Double($0) }
    let line = try #require(Self.drift(values, times: times)?.line)
    #expect(abs(line.perPoint.value - 2) < 0.05)
    let perWeek = try #require(line.perWeek)
    #expect(abs(perWeek.value - 4 * line.perPoint.value) < 1e-9 && perWeek.isCertain)
    #expect(Self.drift(values)?.line?.perWeek == nil)
    let atOnce = Array(repeating: 1.7e9, count: 40)
    #expect(Self.drift(values, times: atOnce)?.line?.perWeek == nil)
  }

  @Test("of a long series is that of medians of neighbours, in bounded time")
  func long() throws {
    let values = Series.noise(5_000, seed: 6).enumerated().map { $1 + Double($0) / 100 }
    let line = try #require(TrendLine(values, in: values.indices))
    #expect(abs(line.perPoint.value - 0.01) < 0.001 && line.isDrifting)
    #expect(abs(line.start - 1_000) < 3 && abs(line.end - 1_050) < 3)
  }

  // MARK: - The levels

  @Test("adds up steps that are each small")
  func steps() throws {
    let noise = Series.noise(90, level: 0, deviation: 2, seed: 10)
    let values = noise.enumerated().map { $1 + [1_000, 1_040, 1_080][$0 / 30] }
    let drift = try #require(Self.drift(values))
    #expect(drift.best.index <= 29 && drift.current.index == 89 && drift.since == 60)
    #expect(try abs(#require(drift.accumulated) - 1.08) < 0.003)
    #expect(try abs(#require(drift.gradual) - 1) < 0.003)
  }

  @Test("distinguishes what rose slowly from the steps")
  func gradual() throws {
    // Up by 5 %, a step of 20 %, and up by 5 % again.
    let noise = Series.noise(120, level: 0, deviation: 4, seed: 11)
    let values = noise.enumerated().map { index, noise in
      noise + 1_000 * (1 + 0.05 * Double(index % 60) / 59) * (index < 60 ? 1 : 1.2 * 1.05)
    }
    let drift = try #require(Self.drift(values))
    #expect(drift.since == 60 && drift.best.index == 0)
    #expect(try abs(#require(drift.accumulated) - 1.05 * 1.2 * 1.05) < 0.01)
    #expect(try abs(#require(drift.gradual) - 1.05 * 1.05) < 0.01)
    #expect(drift.line?.isDrifting == true)
  }

  @Test("counts from the best level in the metric's direction, though a worse one was before it")
  func direction() throws {
    let noise = Series.noise(90, level: 0, deviation: 2, seed: 12)
    let values = noise.enumerated().map { $1 + [1_100, 1_000, 1_050][$0 / 30] }
    let changes = ChangeDetector.changes(in: values)
    let lower = try #require(Drift(values, changes: changes, direction: .lowerIsBetter))
    #expect((30..<60).contains(lower.best.index))
    #expect(try abs(#require(lower.accumulated) - 1.05) < 0.003)
    let higher = try #require(Drift(values, changes: changes, direction: .higherIsBetter))
    #expect((0..<30).contains(higher.best.index))
    #expect(try abs(#require(higher.accumulated) - 1_050.0 / 1_100) < 0.003)
  }

  // MARK: - Unusual values

  @Test("is none for fewer than six points, and needs twelve for a line")
  func short() {
    for count in 0...5 { #expect(Self.drift(Series.noise(count, seed: 16)) == nil) }
    #expect(Self.drift(Series.noise(6, seed: 16))?.line == nil)
    #expect(Self.drift(Series.noise(11, seed: 16))?.line == nil)
    #expect(Self.drift(Series.noise(12, seed: 16))?.line != nil)
  }

  @Test("leaves out values and times that are not finite")
  func gaps() throws {
    let ramp = Series.noise(60, deviation: 1, seed: 17).enumerated().map { $1 + Double($0) }
    var values = ramp
    var times = values.indices.map { Self.week * Double($0) }
    (values[0], values[20], times[59]) = (.nan, .infinity, .nan)
    let drift = try #require(Self.drift(values, times: times))
    #expect(drift.best.index == 1 && drift.current.index == 58 && drift.since == 1)
    let perWeek = try #require(drift.line?.perWeek)
    #expect(abs(perWeek.value - 1) < 0.05)
  }

  @Test("of constant, zero and negative series has no ratio that means nothing")
  func degenerate() throws {
    let constant = try #require(Self.drift(Array(repeating: 7, count: 30)))
    #expect(constant.accumulated == 1 && constant.gradual == 1 && constant.line?.isDrifting == false)
    #expect(constant.line?.probability == 1 && constant.crossing(of: 8) == nil)
    for value in [0.0, -7] {
      let drift = try #require(Self.drift(Array(repeating: value, count: 30)))
      #expect(drift.accumulated == nil && drift.gradual == nil && drift.best.value == value)
    }
  }
}
