import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText

/// A red run with one verdict of each kind, for documents that are checked to the character.
enum SmallRun {
  static let add = BenchmarkID(module: "ShopTests", suite: ["Cart"], test: "add()")
  static let sum = BenchmarkID(module: "ShopTests", suite: ["Cart", "Totals"], test: "sum(of:)", label: "10 items")

  private static let instructions = MetricDescription(
    name: "instructions", unit: .count, kind: .exact, tolerance: Tolerance(relative: 0.05))
  private static let cpuTime = MetricDescription(name: "cpuTime", unit: .nanoseconds)
  private static let throughput = MetricDescription(
    name: "throughput", unit: .bytesPerSecond, direction: .higherIsBetter, isJudged: false)

  /// The run with a history of two earlier ones.
  static let reported = run(history: history)

  static func run(history: ReportedHistory? = nil) -> ReportedRun {
    ReportedRun(
      RunSummary(RunRecord(events), redRule: .continuousIntegration), history: history,
      path: { $0.hasPrefix("/home/me/shop/") ? String($0.dropFirst("/home/me/shop/".count)) : $0 })
  }

  static var events: [RunEvent] {
    let bodies: [RunEvent.Body] =
      [.runStarted(start), .planned(RunPlan(functions: [add.function, sum.function], rounds: 2))]
      + sessions.map { .session($0) }
      + [
        .profile(
          ProfiledBenchmark(
            id: add,
            profile: BenchmarkProfile(
              functions: [
                "Cart.add(_:)": .init(own: 3_000, inclusive: 4_000), "swift_retain": .init(own: 800, inclusive: 800),
              ], rest: 200)))
      ] + verdicts.map { .verdict($0) }
      + [
        .unmeasured(
          UnmeasuredFunction(
            function: TestFunctionID(module: "ShopTests", suite: ["Cart"], test: "empty(_:)"), cause: .noCases)),
        .runFinished(RunEnd(seconds: 7.25)),
      ]
    return bodies.enumerated().map {
      RunEvent(sequence: $0 + 1, time: 1_769_860_942 + Double($0), run: "20260131-120222000-5f0c3a1e-4242", $1)
    }
  }

  private static var start: RunStart {
    var provenance = RunProvenance()
    provenance.revision = "3f2c91d05c1b8e7a6f0d9c2b4a5e6d7c8b9a0f1e"
    provenance.branch = "faster-cart"
    provenance.dirty = false
    provenance.position = 412
    provenance.provider = "github"
    provenance.buildURL = "https://github.com/me/shop/actions/runs/4711"
    provenance.change = "17"
    var start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    start.tool = "0.10.0"
    return start
  }

  private static func location(_ line: Int) -> CodeLocation {
    CodeLocation(
      fileID: "ShopTests/Cart.swift", filePath: "/home/me/shop/Tests/ShopTests/Cart.swift", line: line, column: 5)
  }

  // MARK: - Sessions

  private static var sessions: [SessionEvent] {
    func timing(_ id: BenchmarkID, _ round: Int, line: Int, _ readings: [MetricReading]) -> SessionEvent {
      SessionEvent(
        round: round,
        session: BenchmarkSession(
          id: id, location: location(line), iterations: 1_000, readings: readings,
          conditions: SessionConditions(frequency: 2_300)))
    }
    func times(_ values: [Double]) -> [MetricReading] {
      [
        MetricReading(Example.wallClock, values: values), MetricReading(cpuTime, values: values.map { $0 - 0.5 }),
        MetricReading(Example.allocations, values: [12]),
      ]
    }
    let counting = BenchmarkSession(
      id: add, location: location(12), iterations: 1, readings: [MetricReading(instructions, values: [4_000])])
    return [
      SessionEvent(pass: .counting, round: 1, session: counting),
      timing(add, 1, line: 12, times([131, 130, 132.5])),
      timing(
        sum, 1, line: 30,
        [
          MetricReading(Example.wallClock, values: [2_000, 2_010]),
          MetricReading(throughput, values: [5e9, 4.975e9]),
          MetricReading(Example.allocations, unavailable: .sanitizer),
        ]),
      timing(add, 2, line: 12, times([134, 135.25])),
    ]
  }

  // MARK: - Verdicts

  private static var verdicts: [Verdict] {
    var accepted = Example.grew(sum, from: 3, to: 4)
    accepted.outcome = .accepted
    accepted.acceptance = .init(state: .valid, until: "2026-03-01", reason: "a cache", limit: 4)
    accepted.location = location(30)
    var budget = Verdict(
      benchmark: sum, metric: Example.wallClock, outcome: .overBudget, reason: .budgetExceeded, baseline: 1_500,
      now: 2_010, sessions: 1, location: location(30))
    budget.budget = .p95
    let gone = BenchmarkID(module: "ShopTests", suite: ["Removed"], test: "gone()")
    return [
      Verdict(
        benchmark: add, metric: Example.wallClock, outcome: .regressed, reason: .everySessionWorse, baseline: 100,
        now: 130, interval: RatioInterval(lower: 1.28, upper: 1.36, coverage: 0.9), sessions: 15,
        smallestDetectableChange: 0.2, location: location(12)),
      Verdict(
        benchmark: add, metric: Example.allocations, outcome: .same, reason: .countEqual, baseline: 12, now: 12,
        sessions: 2, location: location(12)),
      Verdict(
        benchmark: sum, metric: Example.wallClock, outcome: .same, reason: .withinTolerance, baseline: 1_987.6,
        now: 2_000, interval: RatioInterval(lower: 0.99, upper: 1.02, coverage: 0.9), sessions: 1,
        location: location(30)),
      budget, accepted,
      Verdict(
        function: TestFunctionID(module: "ShopTests", suite: ["Cart"], test: "broken()"), outcome: .failed,
        reason: .crashed, detail: .failure(Failure(.crashed(signal: 11, output: "Fatal error: <&> \"index\"")))),
      Verdict(
        benchmark: add, metric: cpuTime, outcome: .incomparable, reason: .unreadable, sessions: 2,
        detail: .unavailable(.sanitizer), location: location(12)),
      Verdict(
        benchmark: add, metric: Example.hits, outcome: .incomparable, reason: .otherMachineClass, now: 7, sessions: 2,
        detail: .incomparability(.machineClass(recorded: "amd-epyc-9r14", here: "intel-xeon")),
        location: location(12)),
      Example.missing(gone),
      Verdict(disabled: TestFunctionID(module: "ShopTests", suite: ["Cart"], test: "later()")),
    ]
  }

  // MARK: - History

  private static var history: ReportedHistory {
    let axis = TrendAxis(
      branch: "main",
      positions: [
        TrendAxis.Position(revision: String(repeating: "a", count: 40), number: 410, time: 1_769_600_000, runs: ["r1"]),
        TrendAxis.Position(revision: String(repeating: "b", count: 40), number: 411, time: 1_769_700_000, runs: ["r2"]),
      ])
    let machine = Example.machine.folderName
    let trends = [
      Trend(benchmark: add, metric: Example.wallClock, environment: machine, values: [100, .nan]),
      Trend(benchmark: add, metric: Example.wallClock, environment: "other-machine", values: [7, 8]),
      Trend(benchmark: sum, metric: Example.wallClock, environment: machine, values: [.nan, 1_987.5]),
    ]
    return ReportedHistory(axis: axis, period: 0..<2, trends: trends)
  }
}
