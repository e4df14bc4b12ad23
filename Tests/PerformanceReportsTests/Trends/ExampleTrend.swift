import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport

/// Axes and series of fabricated histories.
enum ExampleTrend {
  /// Revisions of a branch, a day apart.
  static func axis(_ count: Int, leftOut: [TrendAxis.Exclusion: Int] = [:]) -> TrendAxis {
    TrendAxis(
      branch: "main",
      positions: (0..<count).map { index in
        TrendAxis.Position(
          revision: revision(index), number: 100 + index, time: 1_767_225_600 + Double(index) * 86_400,
          runs: ["run\(index)"])
      }, leftOut: leftOut)
  }

  /// The hash of a commit.
  static func revision(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return String(repeating: "0", count: 3 - digits.count) + digits + String(repeating: "abcdef", count: 6) + "a"
  }

  /// A benchmark of the usual suite.
  static func id(_ test: String) -> BenchmarkID { Example.id(test) }

  /// A series with noise of half a per cent on levels, each with its first position.
  static func trend(
    _ test: String = "decode()", _ levels: [(from: Int, level: Double)], count: Int = 40,
    metric: MetricDescription = Example.wallClock, baseline: Double? = nil, isJudged: Bool = true,
    rise: Double = 0, seed: UInt64 = 1
  ) -> Trend {
    var random = SplitMix64(seed: seed)
    let values = (0..<count).map { index -> Double in
      let level = levels.last { $0.from <= index }?.level ?? 0
      guard metric.kind == .sampled else { return level }
      return level * (1 + rise * Double(index)) * random.number(in: 0.995...1.005)
    }
    return Trend(
      benchmark: id(test), metric: metric, environment: metric.kind == .exact ? "swift6.3" : "epyc", values: values,
      times: axis(count).times, isJudged: isJudged, baseline: baseline)
  }
}
