import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText

/// Fabricated runs with a history, from fixed seeds.
enum ReportedExample {
  /// The metrics of each benchmark, in the order of the readings: two of machines, two counts, and an unjudged one.
  static let metrics = [
    Example.wallClock, MetricDescription(name: "cpuTotal", unit: .nanoseconds), Example.allocations,
    MetricDescription(name: "instructions", unit: .count, kind: .exact, tolerance: Tolerance(relative: 0.05)),
    Example.unjudged,
  ]

  /// A red run of a suite after a history: the first benchmark regressed at its last fifth of the runs, the second
  /// improved, the third is missing, the fourth new, the fifth incomparable, the sixth contaminated; all others are the
  /// same.
  /// - Parameters:
  ///   - names: of the first benchmarks instead of `f0()`, `f1()` and so on.
  ///   - runs: the number of runs before this one.
  static func run(benchmarks: Int = 12, runs: Int = 60, names: [String] = []) -> ReportedRun {
    let ids = (0..<benchmarks).map { index in
      BenchmarkID(
        module: "ShopTests", suite: ["Cart\(index / 10)"], test: index < names.count ? names[index] : "f\(index)()",
        label: index % 3 == 2 ? "10 items" : nil)
    }
    var random = SplitMix64(seed: 7)
    var events = Example.events([])
    let ending = events.removeLast()
    for (index, id) in ids.enumerated() where index != 2 {
      for round in 1...3 {
        let session = session(id, level: level(index, isLate: true), random: &random)
        events.append(RunEvent(time: 10 + Double(events.count), .session(SessionEvent(round: round, session: session))))
      }
    }
    for (index, id) in ids.enumerated() {
      for verdict in verdicts(id, index) { events.append(RunEvent(time: 900, .verdict(verdict))) }
    }
    events.append(RunEvent(time: 1_000, ending.body))
    return ReportedRun(
      RunSummary(RunRecord(events), redRule: .local), history: history(ids, runs: runs),
      evidence: GateEvidence(
        date: "2026-01-31", runs: 20, trials: 1_660, falseAlarms: 0,
        slowdowns: [.init(percent: 25, trials: 83, found: 83)]
      ), path: { $0.replacing("/home/me/app/", with: "") })
  }

  /// The level of a benchmark in nanoseconds.
  private static func level(_ index: Int, isLate: Bool) -> Double {
    let level = 1_000 * Double(1 + index % 50)
    return !isLate ? level : index == 0 ? level * 1.31 : index == 1 ? level * 0.7 : level
  }

  private static func session(_ id: BenchmarkID, level: Double, random: inout SplitMix64) -> BenchmarkSession {
    let samples = (0..<15).map { _ in level * random.number(in: 1...1.04) }
    let values = [samples, samples.map { $0 * 0.98 }, [12], [level * 3], samples.map { $0 * 2 }]
    return BenchmarkSession(
      id: id, location: Example.location(), iterations: 100,
      readings: zip(metrics, values).map { MetricReading($0, values: $1) },
      conditions: SessionConditions(waitShare: 0.01, stealShare: 0), overhead: 1.4)
  }

  private static func verdicts(_ id: BenchmarkID, _ index: Int) -> [Verdict] {
    switch index {
    case 0: [Example.slower(id), Example.grew(id)]
    case 1:
      [
        Verdict(
          benchmark: id, metric: Example.wallClock, outcome: .improved, reason: .betterThanTolerance, baseline: 2_000,
          now: 1_400, interval: RatioInterval(lower: 0.68, upper: 0.72, coverage: 0.9), sessions: 3,
          location: Example.location())
      ]
    case 2: [Example.missing(id)]
    case 3: [Example.new(id)]
    case 4: [Example.elsewhere(id)]
    case 5: [Example.busy(id)]
    default: [Example.same(id)]
    }
  }

  private static func history(_ ids: [BenchmarkID], runs: Int) -> ReportedHistory {
    let axis = TrendAxis(
      branch: "main",
      positions: (0..<runs).map { index in
        let digits = String(index, radix: 16)
        return TrendAxis.Position(
          revision: String(repeating: "0", count: 40 - digits.count) + digits, number: 100 + index,
          time: 1_767_225_600 + Double(index) * 86_400, runs: ["run\(index)"])
      })
    var random = SplitMix64(seed: 11)
    let trends = ids.enumerated().flatMap { index, id in
      metrics.map { metric in
        let values = (0..<runs).map { position -> Double in
          let level = level(index, isLate: position >= runs - runs / 5)
          return metric.kind == .exact ? (level * 3).rounded() : level * random.number(in: 0.995...1.005)
        }
        return Trend(
          benchmark: id, metric: metric, environment: metric.kind == .exact ? "swift6.3" : "epyc", values: values,
          times: axis.times, isJudged: metric.isJudged, baseline: level(index, isLate: false))
      }
    }
    return ReportedHistory(axis: axis, period: TrendPeriod.days(30).range(of: axis), trends: trends)
  }
}
