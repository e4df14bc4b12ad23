import Foundation
import PerformanceExports
import PerformanceMetrics
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Metrics of runs")
struct RunFamilyTests {
  private let package: ServedPackage

  init() throws { package = try ServedPackage() }

  // MARK: - Totals of the history

  @Test("Totals are of all runs, whichever process asks, and never fall")
  func totals() throws {
    try package.write(
      run: 1, [Example.same(Example.id("a()")), ServedPackage.exceeded("sum()")], change: "7", branch: "main")
    let first = package.collector().families()
    #expect(
      try first.lines(beginning: "perf_budget_violations") == [
        #"perf_budget_violations_total{metric="wallClock",statistic="p95",suite="Shop.Cart/Totals"} 1"#
      ])
    try package.write(run: 2, [ServedPackage.exceeded("sum()"), ServedPackage.exceeded("other()")], change: "7")
    try package.write(run: 3, [Example.same(Example.id("a()"))], change: "7", branch: "main")
    try package.write(run: 4, mode: "record", branch: "feature/x")
    try package.write(run: 5, [Example.slower(Example.id("a()"))], change: "8", ending: .brokenOff)
    let states: [String: BranchState] = ["main": .merged, "feature/x": .open]
    let second = package.collector(branches: states).families()
    #expect(
      try second.lines(beginning: "perf_budget_violations") == [
        #"perf_budget_violations_total{metric="wallClock",statistic="p95",suite="Shop.Cart/Totals"} 3"#
      ])
    #expect(
      try second.lines(beginning: "perf_runs_total") == [
        #"perf_runs_total{result="pass"} 1"#, #"perf_runs_total{result="red"} 2"#,
        #"perf_runs_total{result="recorded"} 1"#, #"perf_runs_total{result="unfinished"} 1"#,
      ])
    #expect(
      try second.lines(beginning: "perf_verdicts_total").filter { !$0.hasSuffix(" 0") } == [
        #"perf_verdicts_total{verdict="same"} 2"#, #"perf_verdicts_total{verdict="regressed"} 1"#,
        #"perf_verdicts_total{verdict="overBudget"} 3"#,
      ])
    #expect(try second.lines(beginning: "perf_baseline_updates") == ["perf_baseline_updates_total 1"])
    #expect(
      try second.lines(beginning: "perf_changes_judged").filter { !$0.hasSuffix(" 0") } == [
        #"perf_changes_judged_total{result="pass"} 1"#, #"perf_changes_judged_total{result="red"} 1"#,
        #"perf_changes_judged_total{result="unfinished"} 1"#,
      ])
    #expect(
      try second.lines(beginning: "perf_tracked_branches") == [
        #"perf_tracked_branches{state="open"} 1"#, #"perf_tracked_branches{state="merged"} 1"#,
        #"perf_tracked_branches{state="gone"} 0"#,
      ])
    let counters = Dictionary(uniqueKeysWithValues: try values(second))
    for (name, value) in try values(first) { #expect(counters[name] ?? -1 >= value, "\(name)") }
  }

  /// The counters of the history with their values.
  private func values(_ families: [MetricFamily]) throws -> [(String, Double)] {
    try ["perf_runs_", "perf_verdicts_", "perf_budget_", "perf_baseline_updates", "perf_changes_"].flatMap {
      try families.lines(beginning: $0).compactMap { line in
        let end = try #require(line.lastIndex(of: " "))
        return (String(line[..<end]), try #require(Double(line[line.index(after: end)...])))
      }
    }
  }

  @Test("A process sees runs that end while it serves, and reads nothing where none has ended")
  func updates() throws {
    let collector = package.collector()
    #expect(
      try collector.families().lines(beginning: #"perf_runs_total{result="pass"}"#) == [
        #"perf_runs_total{result="pass"} 0"#
      ])
    try package.write(run: 1, [Example.same(Example.id("a()"))])
    #expect(
      try collector.families().lines(beginning: #"perf_runs_total{result="pass"}"#) == [
        #"perf_runs_total{result="pass"} 1"#
      ])
    #expect(collector.problems.isEmpty)
  }

  @Test("A run with a planted slowdown counts nowhere")
  func slowdown() throws {
    try package.write(run: 1, [Example.slower(Example.id("a()"))], slowdown: PlantedSlowdown(.time, factor: 1.3))
    let families = package.collector().families()
    #expect(try families.lines(beginning: "perf_runs_total").allSatisfy { $0.hasSuffix(" 0") })
    #expect(try families.lines(beginning: "perf_verdicts_total").allSatisfy { $0.hasSuffix(" 0") })
  }

  // MARK: - The newest run

  @Test("The newest run has its gauges and information, and no counter that begins anew with each run")
  func newest() throws {
    try package.write(
      run: 1, [Example.same(Example.id("a()")), Example.new(Example.id("b()")), Example.missing(Example.id("gone()"))])
    let families = package.collector().families()
    let names = Set(families.map(\.name))
    #expect(names.isSuperset(of: ["perf_target", "perf_build", "perf_run_timestamp_seconds", "perf_run_verdict"]))
    #expect(names.isDisjoint(with: ["perf_bench_judged", "perf_bench_worsening_ratio"]))
    #expect(families.first?.name == "perf_target")
    #expect(
      try families.lines(beginning: "perf_benchmarks") == [
        #"perf_benchmarks{state="active",suite="PerfTests.JSONPerformance"} 1"#,
        #"perf_benchmarks{state="disabled",suite="PerfTests.JSONPerformance"} 0"#,
        #"perf_benchmarks{state="new",suite="PerfTests.JSONPerformance"} 1"#,
      ])
  }

  @Test("A suite has the newest day on which a baseline of it was recorded")
  func baselines() throws {
    try package.write(run: 1, [Example.same(Example.id("a()"))])
    #expect(try package.collector().families().lines(beginning: "perf_baseline_timestamp").isEmpty)
    var collection = MetricCollection()
    collection.add([document("2026-01-31"), document("2025-12-31")])
    #expect(
      try collection.all.lines(beginning: "perf_baseline_timestamp") == [
        #"perf_baseline_timestamp_seconds{suite="Shop.Cart"} 1.7698176e+09"#
      ])
  }

  private func document(_ date: String) -> BaselineDocument {
    var document = BaselineDocument(
      module: "Shop", suite: ["Cart"], toolchain: "t", machine: nil, benchmarks: [])
    document.benchmarks = [
      BaselineBenchmark(
        test: "a()", label: nil, iterations: 1, recorded: Provenance(date: date, commit: nil, reason: nil), metrics: [])
    ]
    return document
  }

  @Test("An unreadable log is a problem, and everything else is there")
  func broken() throws {
    try package.write(run: 1, [Example.same(Example.id("a()"))])
    try Data("{\"v\":2}\n".utf8).write(to: package.state.eventLog(run: ServedPackage.name(2)))
    let collector = package.collector()
    let families = collector.families()
    #expect(try families.lines(beginning: #"perf_runs_total{result="pass"}"#) == [#"perf_runs_total{result="pass"} 1"#])
    #expect(!collector.problems.isEmpty)
    let count = collector.problems.count
    _ = collector.families()
    #expect(collector.problems.count == count)
  }

  // MARK: - Runs that go on

  @Test("A run that goes on counts as long as a process gives the sign, and in no total")
  func active() throws {
    let (first, second) = (try package.write(run: 1, ending: .brokenOff), try package.write(run: 2, ending: .brokenOff))
    func count() throws -> [String] {
      let families = package.collector().families()
      return try families.lines(beginning: "perf_active_runs ")
        + families.lines(beginning: #"perf_runs_total{result="u"#)
    }
    #expect(try count() == ["perf_active_runs 0", #"perf_runs_total{result="unfinished"} 2"#])
    var presence = [LogPresence(in: first), LogPresence(in: second)]
    #expect(try count() == ["perf_active_runs 2", #"perf_runs_total{result="unfinished"} 0"#])
    presence.removeLast()
    #expect(try count() == ["perf_active_runs 1", #"perf_runs_total{result="unfinished"} 1"#])
    presence.removeLast()
    #expect(try count() == ["perf_active_runs 0", #"perf_runs_total{result="unfinished"} 2"#])
  }

  private static let events: [(RunEvent.Body, String)] = [
    (.runStarted(RunStart(mode: "gate", environment: Example.environment)), "starting"),
    (.planned(RunPlan(functions: [], rounds: 1)), "starting"),
    (.waiting(LockHolder(process: 7, folder: "/other")), "waiting"),
    (.attempt(SessionAttempt(function: Example.id("a()").function, round: 1, position: 1, count: 1)), "measuring"),
    (.session(SessionEvent(round: 1, session: Example.session(Example.id("a()")))), "measuring"),
    (.verdict(Example.same(Example.id("a()"))), "judging"),
    (.runFinished(RunEnd(seconds: 1)), "reporting"),
  ]

  @Test("The phase of a run is that of its last event", arguments: events.indices)
  func phases(index: Int) throws {
    let (event, phase) = Self.events[index]
    let log = try package.write(run: 1, [Self.events[0].0, event])
    let presence = LogPresence(in: log)
    // Another process is in the middle of the next line.
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"v":2,"seq":"#.utf8))
    try handle.close()
    let lines = try package.collector().families().lines(beginning: "perf_active_runs_by_phase")
    #expect(lines.count == 7)
    #expect(lines.filter { !$0.hasSuffix(" 0") } == [#"perf_active_runs_by_phase{phase="\#(phase)"} 1"#])
    _ = presence
  }
}
