import PerformanceRecords
import PerformanceReports
import PerformanceTesting
import PerformanceTrends
import Testing

/// The analysis of series.
///
/// A regression means that a digest of a suite's history is waited for: a thousand benchmarks of five metrics have five
/// thousand series.
@Suite(.performance, .duration(.milliseconds(40)), .metrics(.wallClock))
struct TrendPerformance {
  private static let noise = SplitMix64.integers(1_000, seed: 7).map { Double($0 % 1_000) }

  @Test(.budget(.wallClock, minimum: .milliseconds(2)))
  func changesOfAThousandPointsOfNoise() {
    let series = Self.noise.map { 10_000 + $0 }
    measure(throughput: .elements(1_000)) { ChangeDetector.changes(in: series).count }
  }

  @Test(.budget(.wallClock, minimum: .milliseconds(2)))
  func changesOfAThousandPointsWithTwentySteps() {
    let series = Self.noise.enumerated().map { 10_000 + $1 + Double($0 / 50 * 7 % 11) * 2_000 }
    measure(throughput: .elements(1_000)) { ChangeDetector.changes(in: series).count }
  }

  // 1.2 ms where it was written; a runner may be three times slower.
  @Test(.budget(.wallClock, minimum: .milliseconds(5)))
  func changesOfAThousandPointsOfAWalk() {
    var level = 100_000.0
    let series = Self.noise.map { step in
      level += step - 500
      return level
    }
    measure(throughput: .elements(1_000)) { ChangeDetector.changes(in: series).count }
  }

  @Test func driftOfTwoHundredPoints() {
    let series = Self.noise.prefix(200).enumerated().map { 10_000 + $1 + 5 * Double($0) }
    let times = series.indices.map { 86_400 * Double($0) }
    measure(throughput: .elements(200)) {
      Drift(series, times: times, changes: [], direction: .lowerIsBetter)?.accumulated ?? 0
    }
  }

  @Test func digestOfAHundredSeries() {
    let axis = TrendAxis(
      positions: (0..<200).map { .init(revision: "\($0)", number: $0, time: 86_400 * Double($0), runs: ["\($0)"]) })
    let times = axis.times
    let metric = MetricDescription(name: "wallClock", unit: .nanoseconds)
    let series = (0..<100).map(Self.series)
    measure(throughput: .elements(100)) {
      let trends = series.enumerated().map { number, values in
        Trend(
          benchmark: BenchmarkID(module: "App", suite: ["Suite"], test: "f\(number)()"), metric: metric, values: values,
          times: times)
      }
      return TrendDigest(trends, on: axis, period: 0..<200).rows.count
    }
  }

  /// A series of noise; every tenth has a step.
  private static func series(_ number: Int) -> [Double] {
    let start = number.isMultiple(of: 10) ? number % 150 + 25 : .max
    return (0..<200).map { index -> Double in
      let step: Double = index >= start ? 2_000 : 0
      return 10_000 + noise[(index * 7 + number) % 1_000] + step
    }
  }
}
