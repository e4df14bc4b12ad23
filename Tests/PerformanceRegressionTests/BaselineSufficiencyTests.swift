import Foundation
import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("Sessions suffice for a baseline when their floor was hit often")
struct BaselineSufficiencyTests {
  /// Sessions and their expected rating.
  struct Line: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sessions: [Double]
    var metric = Example.wallClock
    var hits: Int
    var isEnough: Bool
    var canJudge = true
    /// In per cent.
    var detectable: Int?
  }

  static let lines: [Line] = [
    Line(testDescription: "all alike", sessions: many(24, 100), hits: 24, isEnough: true, detectable: 25),
    Line(
      testDescription: "half of them slow", sessions: many(12, 100) + many(12, 170), hits: 12, isEnough: true,
      detectable: 25),
    Line(
      testDescription: "five at the floor", sessions: [100, 102, 104, 107, 110] + many(19, 170), hits: 5,
      isEnough: true, detectable: 25),
    Line(
      testDescription: "four at the floor", sessions: [100, 102, 104, 107] + many(20, 170), hits: 4, isEnough: false,
      detectable: 25),
    Line(
      testDescription: "hit once, the others not far", sessions: [100] + many(23, 130), hits: 1, isEnough: false,
      detectable: 95),
    Line(
      testDescription: "one fast session among 24", sessions: [100] + many(23, 180), hits: 1, isEnough: false,
      canJudge: false, detectable: 170),
    Line(
      testDescription: "nowhere twice", sessions: (0..<12).map { 100 * pow(1.3, Double($0)) }, hits: 1,
      isEnough: false, canJudge: false),
    Line(
      testDescription: "each ten times the one before", sessions: (0..<12).map { 100 * pow(10, Double($0)) }, hits: 1,
      isEnough: false, canJudge: false),
    Line(
      testDescription: "a rate, half of the sessions lower", sessions: many(12, 100) + many(12, 60),
      metric: Example.throughput, hits: 12, isEnough: true, detectable: 23),
    Line(
      testDescription: "a rate, hit once", sessions: [100] + many(23, 60), metric: Example.throughput, hits: 1,
      isEnough: false, canJudge: false, detectable: 60),
    Line(
      testDescription: "a wide tolerance", sessions: [100] + many(23, 180),
      metric: metric(.percent(100)), hits: 1, isEnough: false, canJudge: false, detectable: 620),
    Line(
      testDescription: "a wide tolerance, twice", sessions: [100, 140] + many(22, 150),
      metric: metric(.percent(100)), hits: 24, isEnough: true, detectable: 233),
    Line(
      testDescription: "nothing but zeros", sessions: many(12, 0), metric: metric(.absolute(1)), hits: 12,
      isEnough: true),
    Line(
      testDescription: "three speeds, the fastest a quarter of the time",
      sessions: many(6, 100) + many(9, 150) + many(9, 190), hits: 6, isEnough: true, detectable: 25),
    Line(
      testDescription: "slow only at the beginning", sessions: [900, 400, 200, 150] + many(20, 100), hits: 20,
      isEnough: true, detectable: 25),
    Line(
      testDescription: "faster only at the end", sessions: many(21, 160) + many(3, 100), hits: 3, isEnough: false,
      detectable: 25),
    Line(
      testDescription: "slower by two per cent each time", sessions: (0..<24).map { 100 * pow(1.02, Double($0)) },
      hits: 5, isEnough: true, detectable: 25),
    Line(
      testDescription: "a hundred times slower now and then", sessions: many(12, 100) + many(12, 10_000), hits: 12,
      isEnough: true, detectable: 25),
    Line(testDescription: "few", sessions: many(4, 100), hits: 4, isEnough: false, detectable: 25),
  ]

  private static func metric(_ tolerance: Tolerance) -> MetricDescription {
    MetricDescription(name: "wallClock", unit: .nanoseconds, tolerance: tolerance)
  }

  @Test("The rating of sessions", arguments: lines)
  func known(line: Line) throws {
    let found = try #require(
      BaselineSufficiency(line.sessions, tolerance: line.metric.tolerance, direction: line.metric.direction))
    #expect(found.hits == line.hits)
    #expect(found.isEnough == line.isEnough)
    #expect(found.canJudge == line.canJudge)
    #expect(found.smallestDetectableChange.map { Int(($0 * 100).rounded()) } == line.detectable)
  }

  @Test("Without sessions nothing is known")
  func withoutSessions() {
    #expect(BaselineSufficiency([], tolerance: .percent(20), direction: .lowerIsBetter) == nil)
    #expect(BaselineSufficiency.isEnough([]))
  }

  @Test("More sessions are requested for any judged metric with noise, and not without values")
  func benchmark() {
    func sessions(_ metric: MetricDescription, _ values: [Double]) -> [BenchmarkSession] {
      values.map {
        Scenario.session([MetricReading(Example.wallClock, values: [100]), MetricReading(metric, values: [$0])])
      }
    }
    let rate = Example.throughput
    #expect(BaselineSufficiency.isEnough(sessions(rate, many(12, 50))))
    #expect(!BaselineSufficiency.isEnough(sessions(rate, [100] + many(11, 50))))
    #expect(BaselineSufficiency.isEnough(sessions(Example.allocations, [100] + many(11, 50))))
    #expect(BaselineSufficiency.isEnough(sessions(Example.unjudged, [100] + many(11, 500))))
    #expect(BaselineSufficiency.isEnough(sessions(rate, [.nan] + many(11, 50))))
  }
}

/// The best samples of 80 benchmarks in 24 rounds on a virtual machine whose host was busy: half of the sessions are at the
/// floor and half 1.5 to 1.9 times slower, changing within seconds.
@Suite("A recording on a host that is busy half of the time")
struct NoisyHostTests {
  private static func load() throws -> [(name: String, sessions: [Double])] {
    let file = try #require(
      Bundle.module.url(forResource: "noisy-host", withExtension: "json", subdirectory: "Fixtures"))
    let all = try JSONDecoder().decode([String: [Double]].self, from: Data(contentsOf: file))
    return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  @Test("None of 80 benchmarks is refused, and few need more than the usual rounds")
  func filed() throws {
    let all = try Self.load()
    #expect(all.count == 80 && all.allSatisfy { $0.sessions.count == 24 })
    let sessions = Dictionary(
      uniqueKeysWithValues: all.map { name, times in
        let id = BenchmarkID(module: "M", suite: [], test: name)
        return (id, times.map { FabricatedRecording.session(id, Example.wallClock, $0) })
      })
    let update = BaselineUpdate(
      loaded: BaselineStore.Loaded(), sessions: sessions, environment: Example.environment, policy: .update,
      provenance: Example.recorded, isGone: { _ in false })
    #expect(update.refused.isEmpty)
    #expect(update.changes.count { $0.kind == .created } == 80)
    #expect(update.scattered.count == 8)
    #expect(update.changes.compactMap(\.detectable).max().map { $0 <= 0.5 } == true)
    let more = sessions.values.count { !BaselineSufficiency.isEnough($0) }
    #expect(more == 8)
  }

  @Test(
    "Five sessions at the floor suffice on either half of the benchmarks",
    arguments: [0, 1])
  func fiveHits(half: Int) throws {
    var (qualified, falseAlarms, missed) = (0, 0, 0)
    for (index, benchmark) in try Self.load().enumerated() where index % 2 == half {
      for placement in try Placement.all(of: benchmark.sessions) where placement.isEnough {
        qualified += 1
        if placement.isCandidate(slowedBy: 1) { falseAlarms += 1 }
        if !placement.isCandidate(slowedBy: 1.25) { missed += 1 }
      }
    }
    #expect(qualified > 900)
    #expect(Double(falseAlarms) <= 0.003 * Double(qualified), "\(falseAlarms) of \(qualified)")
    #expect(Double(missed) <= 0.015 * Double(qualified), "\(missed) of \(qualified)")
  }

  @Test("A slowdown of the filed size is found in 95 of 100 placements")
  func detectable() throws {
    var (tried, found) = (0, 0)
    for benchmark in try Self.load() {
      for placement in try Placement.all(of: benchmark.sessions) where placement.canJudge {
        tried += 1
        if let change = placement.detectable, placement.isCandidate(slowedBy: 1 + change) { found += 1 }
      }
    }
    #expect(tried > 3000)
    #expect(Double(found) >= 0.95 * Double(tried), "\(found) of \(tried)")
  }
}

/// Twelve sessions of a recording on file, and the other twelve as fresh ones.
private struct Placement {
  private static let perBenchmark = 50
  private let fresh: [Double]
  private let known: BaselineSufficiency

  static func all(of sessions: [Double]) throws -> [Placement] {
    var generator = SplitMix64(seed: 5)
    return try (0..<perBenchmark).map { _ in
      let shuffled = sessions.shuffled(using: &generator)
      let known = try #require(
        BaselineSufficiency(Array(shuffled.prefix(12)), tolerance: .percent(20), direction: .lowerIsBetter))
      return Placement(fresh: Array(shuffled.dropFirst(12)), known: known)
    }
  }

  var isEnough: Bool { known.isEnough }
  var canJudge: Bool { known.canJudge }
  var detectable: Double? { known.smallestDetectableChange }

  /// Whether none of the fresh sessions comes within half the tolerance of the floor, and no two within it.
  func isCandidate(slowedBy factor: Double) -> Bool {
    let excess = fresh.map { $0 * factor / known.floor - 1 }
    return !excess.contains { $0 <= 0.1 } && excess.count { $0 <= 0.2 } < 2
  }
}
