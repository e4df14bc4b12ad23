import Foundation
import PerformanceRecords
import PerformanceTestSupport

/// A package with the logs of runs that never took place.
final class ScriptedRuns: Sendable {
  let folder: TemporaryFolder
  /// The time of the first run, in seconds since 1970.
  private let start: Double

  init(start: Double = 1_767_225_600) throws {
    self.start = start
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  /// A run.
  struct Run: Sendable {
    var revision: String?
    var branch: String? = "main"
    var position: Int?
    var isDirty = false
    var slowdown = 1.0
    /// The samples of each benchmark by the name of its test.
    var times: [String: [Double]] = [:]
    var budgets: [Budget] = []
    var filters: [String] = []
    var profile: BenchmarkProfile?
  }

  static let day = 86_400.0

  /// The name of a run, as its number and day have it.
  static func name(_ number: Int) -> String { "20260101-\(String(1_000_000 + number))-0000abcd-1" }

  /// A benchmark.
  static func id(_ test: String) -> BenchmarkID { Example.id(test) }

  /// Writes the log of a run that took place on a day.
  func write(_ run: Run, number: Int) throws {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch, provenance.position) = (run.revision, run.branch, run.position)
    provenance.dirty = run.revision == nil ? nil : run.isDirty
    var bodies: [RunEvent.Body] = [
      .runStarted(
        RunStart(
          mode: "gate", environment: Example.environment, provenance: provenance,
          configuration: .init(filters: run.filters, slowdown: PlantedSlowdown(.time, factor: run.slowdown))))
    ]
    for (test, samples) in run.times.sorted(by: { $0.key < $1.key }) {
      let session = BenchmarkSession(
        id: Self.id(test), location: Example.location, iterations: 10,
        readings: [MetricReading(Example.wallClock, values: samples)], budgets: run.budgets)
      bodies.append(.session(SessionEvent(round: 1, session: session)))
      if let profile = run.profile { bodies.append(.profile(ProfiledBenchmark(id: Self.id(test), profile: profile))) }
      bodies.append(
        .verdict(
          Verdict(
            benchmark: Self.id(test), metric: Example.wallClock, outcome: .same, reason: .withinTolerance,
            baseline: 1_000, now: samples.min())))
    }
    bodies.append(.runFinished(RunEnd(seconds: 1)))
    let lines = try bodies.enumerated().map { index, body -> String in
      let event = RunEvent(
        sequence: index + 1, time: start + Double(number) * Self.day + Double(index), run: Self.name(number),
        body)
      return String(decoding: try JSONEncoder().encode(event), as: UTF8.self) + "\n"
    }
    try folder.write(lines.joined(), to: ".perftest/runs/\(Self.name(number)).jsonl")
  }

  /// The hash of a commit.
  static func revision(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits + String(repeating: "c", count: 36)
  }

  /// Writes runs of commits of the default branch, one a day, with half a per cent of noise.
  func write(_ levels: [(from: Int, level: Double)], count: Int, of test: String = "decode()") throws {
    var random = SplitMix64(seed: 5)
    for number in 0..<count {
      let level = (levels.last { $0.from <= number }?.level ?? 0) * random.number(in: 0.995...1.005)
      let run = Run(revision: Self.revision(number), position: number + 1, times: [test: [level, level * 1.01]])
      try write(run, number: number)
    }
  }
}
