import PerformanceRecords
import PerformanceStatistics

/// Verdicts and runs of a suite about JSON, and their texts.
extension Example {
  /// A test of the suite about JSON.
  package static func id(_ test: String, module: String = "PerfTests", label: String? = nil) -> BenchmarkID {
    BenchmarkID(module: module, suite: ["JSONPerformance"], test: test, label: label)
  }

  /// A source location of the suite.
  package static func location(_ file: String = "/home/me/app/PerfTests/JSON.swift", line: Int = 12) -> CodeLocation {
    CodeLocation(fileID: "PerfTests/JSON.swift", filePath: file, line: line, column: 5)
  }

  /// A time that is as it was.
  package static func same(_ id: BenchmarkID) -> Verdict {
    Verdict(
      benchmark: id, metric: wallClock, outcome: .same, reason: .withinTolerance, baseline: 1_000_000, now: 1_010_000,
      interval: RatioInterval(lower: 0.95, upper: 1.01, coverage: 0.846), sessions: 1,
      smallestDetectableChange: 0.25, location: location())
  }

  /// A time that regressed.
  package static func slower(_ id: BenchmarkID, by ratio: Double = 1.31) -> Verdict {
    Verdict(
      benchmark: id, metric: wallClock, outcome: .regressed, reason: .everySessionWorse, baseline: 12_300_000,
      now: 12_300_000 * ratio, interval: RatioInterval(lower: ratio - 0.03, upper: ratio + 0.04, coverage: 0.953),
      sessions: 15, smallestDetectableChange: 0.25, location: location())
  }

  /// A time that regressed on a machine that was too busy.
  package static func busy(_ id: BenchmarkID) -> Verdict {
    var verdict = slower(id)
    (verdict.outcome, verdict.reason) = (.contaminated, .machineBusy)
    return verdict
  }

  /// A count that grew.
  package static func grew(_ id: BenchmarkID, from baseline: Double = 12, to now: Double = 13) -> Verdict {
    Verdict(
      benchmark: id, metric: allocations, outcome: .regressed, reason: .countGrew, baseline: baseline, now: now,
      sessions: 3, location: location(line: 20))
  }

  /// A time that no baseline has.
  package static func new(_ id: BenchmarkID) -> Verdict {
    Verdict(
      benchmark: id, metric: wallClock, outcome: .new, reason: .notInBaseline, now: 152, sessions: 1,
      location: location())
  }

  /// A time whose baseline is of another machine.
  package static func elsewhere(_ id: BenchmarkID) -> Verdict {
    Verdict(
      benchmark: id, metric: wallClock, outcome: .incomparable, reason: .otherMachineClass, now: 1_520, sessions: 1,
      detail: .incomparability(.machineClass(recorded: "amd-epyc-9r14", here: "intel-xeon")), location: location())
  }

  /// A benchmark that is on file and gave nothing.
  package static func missing(_ id: BenchmarkID) -> Verdict {
    Verdict(benchmark: id, outcome: .missing, reason: .notInRun)
  }

  /// A session without readings.
  package static func session(_ id: BenchmarkID, warnings: [BenchmarkWarning] = []) -> BenchmarkSession {
    BenchmarkSession(id: id, location: location(), iterations: 1, readings: [], warnings: warnings)
  }

  /// How a log of a run ends.
  package enum Ending: Sendable { case finished, brokenOff }

  /// The log of a run with verdicts and sessions.
  package static func events(
    _ verdicts: [Verdict], sessions: [BenchmarkSession] = [], filters: [String] = [], ending: Ending = .finished
  ) -> [RunEvent] {
    let start = RunStart(mode: "gate", environment: environment, configuration: .init(filters: filters))
    let functions = verdicts.map(\.function)
    var bodies: [RunEvent.Body] = [.runStarted(start), .planned(RunPlan(functions: functions, rounds: 1))]
    bodies += sessions.map { .session(SessionEvent(round: 1, session: $0)) }
    bodies += verdicts.map { .verdict($0) }
    if ending == .finished { bodies.append(.runFinished(RunEnd(seconds: 7.2))) }
    return bodies.enumerated().map { RunEvent(time: Double($0), $1) }
  }
}

extension Example {
  /// A baseline of times with a session for each best sample, in nanoseconds.
  package static func times(
    _ bests: [Double], test: String = "decode()", metric: MetricDescription = wallClock, machine: String = "epyc",
    toolchain: String = "swift6.3", methodology: Int = Methodology.current
  ) -> BaselineDocument {
    let sessions = bests.compactMap { SessionQuantiles(samples: [$0, $0 * 1.1]) }
    return document(
      test, BaselineMetric(metric: metric, content: .sampled(sessions)), machine: machine, toolchain: toolchain,
      methodology: methodology)
  }

  /// A baseline of counts: one number, or the lowest, the usual and the highest.
  package static func counts(_ counts: [Double], test: String = "decode()", toolchain: String = "swift6.3")
    -> BaselineDocument
  {
    let range = ExactBaseline(lowest: counts[0], typical: counts[counts.count / 2], highest: counts[counts.count - 1])
    return document(
      test, BaselineMetric(metric: allocations, content: .exact(range)), machine: nil, toolchain: toolchain,
      methodology: Methodology.current)
  }

  private static func document(
    _ test: String, _ metric: BaselineMetric, machine: String?, toolchain: String, methodology: Int
  ) -> BaselineDocument {
    let provenance = Provenance(date: "2026-01-31", commit: "35d4ac87b665", reason: "first numbers")
    return BaselineDocument(
      module: "PerfTests", suite: ["JSONPerformance"], toolchain: toolchain, machine: machine,
      methodology: methodology,
      benchmarks: [
        BaselineBenchmark(test: test, label: nil, iterations: 10, recorded: provenance, metrics: [metric])
      ])
  }

  /// A session with one sample of each metric.
  package static func session(_ test: String, wallClock time: Double, allocations count: Double = 12)
    -> BenchmarkSession
  {
    BenchmarkSession(
      id: id(test), location: location(), iterations: 10,
      readings: [
        MetricReading(wallClock, values: [time]), MetricReading(allocations, values: [count]),
        MetricReading(unjudged, values: [time * 2]),
      ], conditions: SessionConditions(waitShare: 0.1, stealShare: 0), overhead: 1.4)
  }

  package static let unjudged = MetricDescription(name: "cpuUser", unit: .nanoseconds, isJudged: false)
}
