import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText

/// Small runs whose documents are compared to the character.
enum MonitoringExample {
  static let runID = "20260131-120222000-5f0c3a1e-4242"
  static let id = BenchmarkID(module: "Shop", suite: ["Cart", "Totals"], test: "sum(of:)", label: "10 items")
  static let time = 1_769_860_942.25

  /// A run of the branch `feature/x`: one benchmark regressed in time, another has a rate only.
  static func run(traceParent: String? = nil) -> ReportedRun {
    ReportedRun(summary(bodies(traceParent: traceParent)), path: { "Sources/" + $0 })
  }

  /// The event log of the run.
  static func log() throws -> String {
    let lines = try events(bodies(traceParent: nil)).map {
      String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func bodies(traceParent: String?) -> [RunEvent.Body] {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch) = (String(repeating: "3f2c", count: 10), "feature/x")
    (provenance.dirty, provenance.traceParent) = (false, traceParent)
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    let first = readings(100, 110)
    let second = readings(104, 300)
    let rate = MetricDescription(name: "throughput", unit: .bytesPerSecond, direction: .higherIsBetter)
    let other = BenchmarkID(module: "Shop", suite: [], test: "parse()")
    let slower = Verdict(
      benchmark: id, metric: Example.wallClock, outcome: .regressed, reason: .everySessionWorse, baseline: 80, now: 100,
      interval: RatioInterval(lower: 1.1875, upper: 1.3125, coverage: 0.95), sessions: 2, location: Example.location())
    var same = Verdict(
      benchmark: other, metric: rate, outcome: .same, reason: .withinTolerance, baseline: 2_000_000, now: 1_500_000)
    same.sessions = 1
    return [
      .runStarted(start), .attempt(SessionAttempt(function: id.function, round: 1, position: 1, count: 2)),
      .session(SessionEvent(round: 1, session: session(id, first))),
      .session(SessionEvent(round: 2, session: session(id, second))),
      .session(SessionEvent(round: 2, side: .base, session: session(id, readings(90, 95)))),
      .session(SessionEvent(round: 1, session: session(other, [MetricReading(rate, values: [1_500_000])]))),
      .verdict(slower), .verdict(same), .verdict(Example.missing(Example.id("gone()", module: "Shop"))),
      .runFinished(RunEnd(seconds: 7.2)),
    ]
  }

  private static func readings(_ values: Double...) -> [MetricReading] {
    [
      MetricReading(Example.wallClock, values: values), MetricReading(Example.allocations, values: [12]),
      MetricReading(MetricDescription(name: "cpuUser", unit: .nanoseconds), values: [50]),
      MetricReading(MetricDescription(name: "cache hit rate", unit: .ratio), values: [0.93]),
      MetricReading(MetricDescription(name: "instructions", unit: .count, kind: .exact), unavailable: .sanitizer),
    ]
  }

  private static func session(_ id: BenchmarkID, _ readings: [MetricReading]) -> BenchmarkSession {
    BenchmarkSession(id: id, location: Example.location(), iterations: 10, readings: readings)
  }

  static func summary(_ bodies: [RunEvent.Body]) -> RunSummary {
    summary(of: RunRecord(events(bodies)))
  }

  private static func events(_ bodies: [RunEvent.Body]) -> [RunEvent] {
    bodies.enumerated().map { RunEvent(sequence: $0 + 1, time: time + Double($0) * 2, run: runID, $1) }
  }

  static func summary(of record: RunRecord) -> RunSummary { RunSummary(record, redRule: .local) }

  /// A run that read a GPU in two sessions, and of which one is throttled.
  static func gpuRun() -> ReportedRun {
    func reading(_ name: String, _ unit: MetricUnit, _ value: Double) -> MetricReading {
      MetricReading(MetricDescription(name: "gpu." + name, unit: unit, isJudged: false, gpu: .model), values: [value])
    }
    func session(_ power: Double, energy: Double) -> BenchmarkSession {
      var session = Example.session(on: Example.gpu)
      session.readings = [
        reading("utilizationMean", .ratio, 0.5), reading("memoryUtilizationMean", .ratio, 0.25),
        reading("memoryPeakDelta", .bytes, 1_048_576), reading("energyTotal", .joules, energy),
        reading("smClockMean", .megahertz, 1_980), reading("throttle.powerFraction", .ratio, power),
        reading("throttle.thermalFraction", .ratio, 0), reading("powerMean", .watts, 412.5),
      ]
      return session
    }
    return ReportedRun(
      summary([
        .runStarted(RunStart(mode: "gate", environment: Example.environment)),
        .session(SessionEvent(round: 1, session: session(0, energy: 100.5))),
        .session(SessionEvent(round: 2, session: session(0.25, energy: 99.5))),
        .runFinished(RunEnd(seconds: 1)),
      ]))
  }

  /// The lines of a text that begin with a prefix, and are no comments.
  static func lines(of text: String, beginning prefix: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
  }
}
