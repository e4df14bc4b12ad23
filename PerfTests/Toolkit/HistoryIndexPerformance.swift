import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceTesting
import Testing

private let library = try? SQLiteLibrary()

/// The index of the history: taking in runs, and the queries of a trend.
///
/// A regression means that a trend is shown later, or that an index takes longer to be made again. The numbers include
/// the disk, whose state may make taking in twice as slow.
@Suite(
  .performance, .metrics(.wallClock), .tolerance(.wallClock, .percent(100)),
  .enabled(if: library != nil, "libsqlite3 is not installed"))
struct HistoryIndexPerformance {
  /// At least 100 000 points a second.
  @Test func takeInFiftyRuns() throws {
    let folder = try TemporaryFolder()
    let runs = (0..<50).map { Self.run($0, series: 400) }
    try measure(throughput: .elements(50 * 400)) {
      for suffix in ["", "-wal", "-shm"] { unlink(folder.file(0).path + suffix) }
      return try Self.index(in: folder).add(runs).count
    }
  }

  @Test func takeInOneRun() throws {
    let folder = try TemporaryFolder()
    let index = try Self.index(in: folder)
    try index.add((0..<100).map { Self.run($0, series: 400) })
    let run = Self.run(100, series: 400)
    try measure(throughput: .elements(400)) { try index.add([run], renewal: .always).count }
  }

  @Test(.budget(.wallClock, minimum: .milliseconds(5)))
  func lastTwoHundredPoints() throws {
    let folder = try TemporaryFolder()
    let index = try Self.index(in: folder)
    try index.add((0..<1000).map { Self.run($0, series: 40) })
    try measure(throughput: .elements(200)) { try index.points(of: Self.series(17), last: 200).count }
  }

  @Test func pointsOfARun() throws {
    let folder = try TemporaryFolder()
    let index = try Self.index(in: folder)
    try index.add((0..<50).map { Self.run($0, series: 1000) })
    let name = Self.run(20, series: 0).run.name
    try measure(throughput: .elements(1000)) { try index.points(ofRun: name).count }
  }

  @Test func compareTwoRuns() throws {
    let folder = try TemporaryFolder()
    let index = try Self.index(in: folder)
    try index.add((0..<50).map { Self.run($0, series: 1000) })
    let runs = try index.runs().suffix(2)
    try measure(throughput: .elements(2000)) {
      let numbers = try runs.map { RecordedNumbers($0, try index.summaries(ofRun: $0.name)) }
      return NumbersComparison(old: numbers[0], new: numbers[1]).rows.count
    }
  }

  // MARK: - Made-up runs

  private static func index(in folder: TemporaryFolder) throws -> HistoryIndex {
    try HistoryIndex(file: folder.file(0), library: #require(library))
  }

  private static func series(_ number: Int) -> HistorySeries {
    HistorySeries(
      benchmark: BenchmarkID(module: "AppTests", suite: ["Suite\(number % 20)"], test: "test\(number)()"),
      metric: "wallClock", unit: .nanoseconds, direction: .lowerIsBetter, kind: .sampled,
      environment: "amd-epyc-9r14-25.17.1-2cpu-kvm")
  }

  private static func summary(of samples: [Double]) -> [UInt8] {
    SessionQuantiles(samples: samples).map { quantiles in
      CompactSessions.bytes(of: [HistorySession(side: .head, round: 1, iterations: 100, quantiles: quantiles)])
    } ?? []
  }

  /// A run with a point of 30 samples and a session summary in each series.
  private static func run(_ number: Int, series count: Int) -> RunContents {
    var random = SplitMix64(seed: UInt64(number) + 1)
    let rows = (0..<count).map { index in
      let level = Double(1000 * (index + 1))
      let samples = (0..<30).map { _ in level * (1 + Double(random.next() % 50_000) / 1e6) }
      let value = samples[0]
      let point = HistoryPoint(
        value: value, sessions: 1, samples: samples.count,
        statistics: PointStatistics(samples: samples, around: value), outcome: .same, reason: .withinTolerance,
        baseline: level)
      return RunContents.Row(
        series: series(index), point: point, summaries: summary(of: samples),
        samples: [UInt8](repeating: 7, count: 70))
    }
    var provenance = RunProvenance()
    provenance.revision = String(repeating: "a", count: 40)
    (provenance.branch, provenance.position) = ("main", number)
    return RunContents(
      run: HistoryRun(
        name: "run-\(100_000 + number)", time: 1_767_225_600 + Double(number) * 3600, provenance: provenance,
        toolchain: "linux-debian12-glibc2.36-x86_64-swift6.3.1-release", machine: "amd-epyc-9r14-25.17.1-2cpu-kvm"),
      rows: rows)
  }
}
