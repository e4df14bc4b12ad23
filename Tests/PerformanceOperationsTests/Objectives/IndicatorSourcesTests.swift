import Foundation
import PerformanceOperations
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Indicators count other events than runs")
struct IndicatorSourcesTests {
  private static func command(_ name: String, exit: Int32?, seconds: Double = 1, time: Double = 5) -> UsageEntry {
    UsageEntry(time: time, seconds: seconds, command: name, exit: exit)
  }

  private static func events(_ indicator: Indicator, _ commands: UsageEntry...) -> [ObjectiveEvents] {
    var sources = IndicatorSources()
    sources.commands = commands
    return sources.events(of: indicator, now: 100)
  }

  @Test("A command is good unless it ended with an internal error; killed ones, doctor and health do not count")
  func errors() {
    let events = Self.events(
      .commands, Self.command("gate", exit: 0), Self.command("gate", exit: 1), Self.command("show", exit: 78),
      Self.command("trend", exit: 70), Self.command("gate", exit: nil), Self.command("health", exit: 70),
      Self.command("doctor", exit: 0))
    #expect(events.map(\.good) == [1, 1, 1, 0] && events.allSatisfy { $0.total == 1 && $0.time == 5 })
    #expect(events.map(\.run) == ["gate", "gate", "show", "trend"])
  }

  @Test("A quick command is one of the names that came to a result within the seconds")
  func quick() {
    let events = Self.events(
      .quickCommands(names: ["hooks changed", "show"], seconds: 3), Self.command("hooks changed", exit: 0, seconds: 3),
      Self.command("show", exit: 1, seconds: 3.01), Self.command("show", exit: 78, seconds: 1),
      Self.command("show", exit: nil), Self.command("gate", exit: 0))
    #expect(events.map(\.good) == [1, 0])
  }

  @Test("Verifications and evaluations are taken as they are, and without them there is nothing")
  func others() {
    var sources = IndicatorSources()
    #expect(sources.events(of: .unchangedCode, now: 9).isEmpty && sources.events(of: .quietRule("a"), now: 9).isEmpty)
    sources.verification = ObjectiveEvents(time: 7, run: "verify-gate", good: 999, total: 1_000)
    sources.evaluations = ["a": [ObjectiveEvents(time: 1, run: "", good: 1, total: 1)]]
    #expect(sources.events(of: .unchangedCode, now: 9).map(\.good) == [999])
    #expect(sources.events(of: .quietRule("a"), now: 9).count == 1)
    #expect(sources.events(of: .quietRule("b"), now: 9).isEmpty)
  }

  // MARK: - Plans

  private static let start = RunEvent.Body.runStarted(RunStart(mode: "gate", environment: Example.environment))
  private static let plan = RunEvent.Body.planned(RunPlan(functions: [], rounds: 1))
  private static let attempt = RunEvent.Body.attempt(
    SessionAttempt(
      function: TestFunctionID(module: "M", suite: ["S"], test: "t()"), round: 1, position: 1, count: 1))

  private static func log(_ events: [(Double, RunEvent.Body)], in folder: TemporaryFolder, _ name: String) throws -> URL
  {
    let lines = try events.enumerated().map { index, event in
      let whole = RunEvent(sequence: index + 1, time: event.0, run: name, event.1)
      return String(decoding: try JSONEncoder().encode(whole), as: UTF8.self) + "\n"
    }
    return try folder.write(lines.joined(), to: "\(name).jsonl")
  }

  @Test("A run has planned when it knows what it measures, where it waited for nothing and measures something")
  func plans() throws {
    let folder = try TemporaryFolder()
    let logs = [
      try Self.log([(10, Self.start), (12.5, Self.plan), (13, Self.attempt)], in: folder, "whole"),
      try Self.log([(4, Self.start), (5, Self.plan), (6, Self.attempt)], in: folder, "older"),
      try Self.log([(1, Self.start), (2, Self.plan), (3, Self.attempt)], in: folder, "too old"),
      try Self.log(
        [(20, Self.start), (21, .waiting(.init(process: 1, folder: "/"))), (29, Self.plan), (30, Self.attempt)],
        in: folder, "waits"),
      try Self.log([(20, Self.start), (20, Self.plan)], in: folder, "measures nothing"),
      try Self.log([(20, Self.start), (19, Self.plan), (21, Self.attempt)], in: folder, "backwards"),
      try folder.write("{\"v\": 2,", to: "torn.jsonl"), folder.file("absent.jsonl"),
    ]
    let plans = RunPlanning.all(of: logs, since: 4)
    #expect(plans == [.init(time: 4, run: "older", seconds: 1), .init(time: 10, run: "whole", seconds: 2.5)])
    var sources = IndicatorSources()
    sources.plans = plans
    #expect(sources.events(of: .plannedRuns(seconds: 1), now: 99).map(\.good) == [1, 0])
  }
}
