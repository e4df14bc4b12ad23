import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport

/// An index of seeded runs, each with a point in 400 series.
struct ScaleStore {
  private static let series = 400
  /// The runs of one transaction, with 50 000 points.
  private static let runsAtOnce = 125
  private static let samplesOfPoint = 30
  private static let lastPoints = 200

  private let file: URL
  private let keepsSamples: Bool
  private let library: SQLiteLibrary

  /// - Parameter keepsSamples: whether the summaries of the sessions and the samples are kept beside the points.
  init(folder: URL, keepsSamples: Bool) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appendingPathComponent("history.db")
    self.keepsSamples = keepsSamples
    library = try SQLiteLibrary()
  }

  // MARK: - Taking in

  /// Makes the index, and prints how fast it took the points in and how large it is.
  func make(runs count: Int) throws {
    var seconds = 0.0
    do {
      let index = try HistoryIndex(file: file, library: library)
      let pool = Self.pool()
      for first in stride(from: 0, to: count, by: Self.runsAtOnce) {
        let runs = (first..<min(first + Self.runsAtOnce, count)).map { run($0, from: pool) }
        seconds += try Self.seconds { try index.add(runs) }
      }
    }
    // The connection is closed, and everything is in one file.
    let points = count * Self.series
    let bytes = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
    let rate = Int(Double(points) / seconds)
    let each = String(format: "%.1f", Double(bytes) / Double(points))
    print("\(points) points: \(rate) points/s taken in, \(bytes) bytes, \(each) bytes a point")
  }

  /// The results that runs are made of: making each anew would take longer than the measured work.
  private static func pool() -> [(value: Double, samples: [Double], statistics: PointStatistics)] {
    var random = SplitMix64(seed: 1)
    return (0..<4096).map { index in
      let level = Double(1000 * (index % 997 + 1))
      let samples = (0..<samplesOfPoint).map { _ in level * (1 + Double(random.next() % 50_000) / 1e6) }
      return (samples[0], samples, PointStatistics(samples: samples, around: samples[0]))
    }
  }

  private func run(
    _ number: Int, from pool: [(value: Double, samples: [Double], statistics: PointStatistics)]
  ) -> RunContents {
    var random = SplitMix64(seed: UInt64(number) + 2)
    let rows = (0..<Self.series).map { index in
      let result = pool[Int(random.next() % UInt64(pool.count))]
      let point = HistoryPoint(
        value: result.value, sessions: 1, samples: result.samples.count, statistics: result.statistics, outcome: .same,
        reason: .withinTolerance, baseline: result.value * 1.01)
      return RunContents.Row(
        series: Self.series(index), point: point, summaries: keepsSamples ? Self.summary(result.samples) : [],
        samples: keepsSamples ? CompactSamples.bytes(of: [result.samples]) ?? [] : [])
    }
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch) = (String(format: "%040x", number), "main")
    (provenance.dirty, provenance.position) = (false, number + 1)
    return RunContents(
      run: HistoryRun(
        name: "run-\(1_000_000 + number)", time: 1_600_000_000 + Double(number) * 3600, provenance: provenance,
        toolchain: Example.toolchain.folderName, machine: Example.machine.folderName),
      start: RunStart(mode: "gate", environment: Example.environment, provenance: provenance), rows: rows)
  }

  private static func summary(_ samples: [Double]) -> [UInt8] {
    SessionQuantiles(samples: samples).map { quantiles in
      CompactSessions.bytes(of: [HistorySession(side: .head, round: 1, iterations: 100, quantiles: quantiles)])
    } ?? []
  }

  private static func series(_ number: Int) -> HistorySeries {
    HistorySeries(
      benchmark: BenchmarkID(module: "AppTests", suite: ["Suite\(number % 20)"], test: "test\(number)()"),
      metric: "wallClock", unit: .nanoseconds, direction: .lowerIsBetter, kind: .sampled,
      environment: Example.machine.folderName)
  }

  // MARK: - Asking

  /// Asks for the last points of one series after the other, and prints how long that took.
  func askForLastPoints(queries: Int) throws {
    let index = try HistoryIndex(file: file, library: library)
    var times: [Double] = []
    for query in 0..<queries {
      // Series far from each other, so that each query reads other pages.
      let series = Self.series(query * 163 % Self.series)
      times.append(try Self.seconds { _ = try index.points(of: series, last: Self.lastPoints) })
    }
    let sorted = times.sorted()
    func milliseconds(_ seconds: Double?) -> String { String(format: "%.3f ms", (seconds ?? .nan) * 1000) }
    print(
      "last \(Self.lastPoints) points of a series: the first query \(milliseconds(times.first)), the median of "
        + "\(queries) \(milliseconds(sorted[sorted.count / 2])), the slowest \(milliseconds(sorted.last))")
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let duration = try clock.measure(body).components
    return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
  }
}
