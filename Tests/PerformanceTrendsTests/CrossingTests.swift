import PerformanceRecords
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("When a level crosses a budget")
struct CrossingTests {
  private static func drift(_ values: [Double], _ direction: MetricDescription.Direction = .lowerIsBetter) -> Drift? {
    Drift(values, changes: ChangeDetector.changes(in: values), direction: direction)
  }

  private static func rising(_ count: Int, by slope: Double, deviation: Double = 1, seed: UInt64) -> [Double] {
    Series.noise(count, deviation: deviation, seed: seed).enumerated().map { $1 + slope * Double($0) }
  }

  @Test("is the distance at the slope, in the metric's direction, with an interval around it")
  func distance() throws {
    let values = Self.rising(50, by: 2, seed: 13)
    let crossing = try #require(Self.drift(values)?.crossing(of: 1_138))
    #expect((19...21).contains(crossing.distance), "\(crossing)")
    #expect(crossing.interval.contains(crossing.distance))
    #expect(crossing.interval.lowerBound > 18 && crossing.interval.upperBound < 22, "\(crossing)")
    let sinking = try #require(Self.drift(values.map { 3_000 - $0 }, .higherIsBetter))
    let mirrored = try #require(sinking.crossing(of: 1_862))
    #expect(abs(mirrored.distance - crossing.distance) < 1e-6)
    #expect(abs(mirrored.interval.lowerBound - crossing.interval.lowerBound) < 1e-6)
    #expect(abs(mirrored.interval.upperBound - crossing.interval.upperBound) < 1e-6)
  }

  @Test("is 0 where the level is beyond the budget, and none where it moves away from it")
  func beyond() throws {
    let drift = try #require(Self.drift(Self.rising(50, by: 2, seed: 13)))
    #expect(drift.crossing(of: 1_000) == Crossing(distance: 0, interval: 0...0))
    let throughput = try #require(Self.drift(Self.rising(50, by: 2, seed: 13), .higherIsBetter))
    #expect(throughput.crossing(of: 900) == nil)
    #expect(throughput.crossing(of: 1_200)?.distance == 0)
  }

  @Test("is none where the slope may be 0, for a budget that is no number, and below twelve values")
  func none() throws {
    let flat = try #require(Self.drift(Series.noise(50, seed: 14)))
    #expect(flat.line?.isDrifting == false && flat.crossing(of: 1_010) == nil)
    for seed in 100..<140 as Range<UInt64> {
      let drift = try #require(Self.drift(Series.noise(50, seed: seed)))
      let line = try #require(drift.line)
      let limit = drift.current.value + 5 * abs(line.perPoint.value)
      #expect(line.isDrifting || drift.crossing(of: limit) == nil, "\(seed)")
    }
    let drift = try #require(Self.drift(Self.rising(50, by: 2, seed: 13)))
    #expect(drift.crossing(of: .nan) == nil && drift.crossing(of: .infinity) == nil)
    let short = try #require(Self.drift(Self.rising(11, by: 2, seed: 15)))
    #expect(short.line == nil && short.crossing(of: 1_024) == nil)
  }

  @Test("is at most half as far ahead as the slope is long")
  func horizon() throws {
    let drift = try #require(Self.drift(Self.rising(50, by: 2, deviation: 0.1, seed: 16)))
    #expect(drift.crossing(of: 1_098 + 2 * 24) != nil)
    #expect(drift.crossing(of: 1_098 + 2 * 26) == nil)
  }

  @Test("counts from the newest change: a step before it is no slope")
  func afterStep() throws {
    let rise = Self.rising(40, by: 1, deviation: 0.5, seed: 17)
    let values = Series.noise(40, level: 500, deviation: 0.5, seed: 18) + rise
    let crossing = try #require(Self.drift(values)?.crossing(of: 1_049))
    #expect((9...11).contains(crossing.distance), "\(crossing)")
  }

  @Test(
    "covers the true crossing in nine of ten made series or more, near and far, alike or not",
    arguments: [(0.0, 20.0), (0.4, 20.0), (0.0, 5.0)])
  func coverage(correlation: Double, ahead: Double) {
    var (said, covered) = (0, 0)
    for seed in 0..<300 as Range<UInt64> {
      let count = 60
      let slope = 5.0 / Double(count)
      let values = Series.related(count, correlation: correlation, seed: 3_000 + seed).enumerated().map {
        $1 + slope * Double($0)
      }
      let limit = 100 + slope * (Double(count - 1) + ahead)
      // A level that is beyond the limit already is no forecast.
      guard let crossing = Self.drift(values)?.crossing(of: limit), crossing.distance > 0 else { continue }
      said += 1
      covered += crossing.interval.contains(ahead) ? 1 : 0
    }
    #expect(said > 150, "\(said)")
    #expect(Double(covered) >= 0.9 * Double(said), "\(covered) of \(said)")
    // An interval that is always right says nothing.
    #expect(covered < said, "\(covered) of \(said)")
  }

  @Test("has an interval of the slope's error and of the level's")
  func band() throws {
    let count = 61
    let drift = try #require(Self.drift(Self.rising(count, by: 0.2, seed: 20)))
    let line = try #require(drift.line)
    let (slope, last) = (line.perPoint.value, Double(count - 1) / 2)
    let lowest = try #require(line.perPoint.interval?.lowerBound)
    let limit = line.end + 0.2 * 10
    let end = try #require(drift.crossing(of: limit)).interval.upperBound + last
    // Where the lower side of the band has the limit: gap = slope · d − √(half² + ((slope − lowest) · d)²).
    let below = slope * end - (limit - (line.end - slope * last))
    let half = (below * below - (slope - lowest) * (slope - lowest) * end * end).squareRoot()
    // 1.96 standard errors of a median of noise with a deviation of 1, more where neighbours seem alike.
    let least = 1.96 * (Double.pi / 2 / Double(count)).squareRoot()
    #expect((0.7 * least...2 * least).contains(half), "\(half), \(least)")
  }

  @Test("has a wider interval the further ahead it is, and one that reaches further to the late side")
  func width() throws {
    let drift = try #require(Self.drift(Self.rising(60, by: 0.2, deviation: 3, seed: 19)))
    let intervals = try [4.0, 10, 20].map { ahead in
      try #require(drift.crossing(of: drift.current.value + 0.2 * ahead))
    }
    let widths = intervals.map { $0.interval.upperBound - $0.interval.lowerBound }
    #expect(widths == widths.sorted(), "\(intervals)")
    let last = try #require(intervals.last)
    #expect(last.interval.upperBound - last.distance > last.distance - last.interval.lowerBound, "\(last)")
  }
}
