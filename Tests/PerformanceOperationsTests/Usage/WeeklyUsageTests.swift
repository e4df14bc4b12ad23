import Foundation
import PerformanceOperations
import Testing

@Suite("A week of usage on a page")
struct WeeklyUsageTests {
  /// 2026-11-30 00:00 UTC, in seconds since 1970.
  private static let end = 1_795_996_800.0
  private static let day = 86_400.0

  private static func entry(_ command: String, daysAgo days: Double, exit: Int32? = 0, build: Double = 0) -> UsageEntry
  {
    UsageEntry(
      time: end - days * day, seconds: 60, command: command, exit: exit, host: "h",
      phases: build > 0 ? ["build": build] : [:])
  }

  private static func run(_ name: String, daysAgo days: Double, red: Bool = false, finished: Bool = true) -> UsageRun {
    UsageRun(
      name: name, time: end - days * day, seconds: 10, isFinished: finished, revision: "c", branch: "main",
      machine: "m", isRed: red, verdicts: 4)
  }

  private static func results(_ names: [String]) -> [BenchmarkUsage.Result] {
    names.enumerated().map { index, name in
      BenchmarkUsage.Result(
        benchmark: name, run: "r1", time: end - day, isRed: index < 6, nanoseconds: Double(index + 1),
        noise: Double(index) / 100)
    }
  }

  private static func week(
    _ entries: [UsageEntry], _ runs: [UsageRun] = [], _ results: [BenchmarkUsage.Result] = []
  ) -> WeeklyUsage {
    WeeklyUsage(
      entries, runs: runs, benchmarks: BenchmarkUsage(results, whole: []), end: end, calendar: UsageCalendar())
  }

  @Test("The seven days end with the moment of the question, and the seven before are counted beside them")
  func period() {
    let week = Self.week([
      Self.entry("gate", daysAgo: 0), Self.entry("gate", daysAgo: 0.001), Self.entry("show", daysAgo: 7),
      Self.entry("show", daysAgo: 7.001), Self.entry("show", daysAgo: 14), Self.entry("show", daysAgo: 14.001),
    ])
    #expect(week.end - week.begin == 7 * Self.day && week.commandCount == 2 && week.previousCommandCount == 2)
    #expect(week.commands.map(\.command) == ["gate", "show"])
  }

  @Test("Commands, sessions, parts of the time and the busiest hour are those of the other analyses")
  func folds() {
    let entries = [
      Self.entry("gate", daysAgo: 1, exit: 1, build: 45), Self.entry("gate", daysAgo: 1 - 0.01),
      Self.entry("show", daysAgo: 3),
    ]
    let week = Self.week(entries + [Self.entry("bisect", daysAgo: 9, build: 60)])
    #expect(week.commands == CommandUsage(entries).rows && week.phases == PhaseUsage(entries).rows)
    #expect(week.sessionCount == 2 && week.sessionSeconds == SessionUsage(entries).medianSeconds)
    #expect(week.peak == UsageHeatmap(entries).peak && week.peak?.count == 2)
  }

  @Test("Runs are those of the week, with the patterns among them")
  func runs() {
    let week = Self.week(
      [],
      [
        Self.run("0", daysAgo: 8, red: true), Self.run("1", daysAgo: 2, red: true), Self.run("2", daysAgo: 1.9),
        Self.run("3", daysAgo: 1, finished: false),
      ])
    #expect(week.runCount == 3 && week.redRunCount == 1 && week.unfinishedRunCount == 1)
    #expect(week.patterns.map(\.runs) == [["1", "2"]] && week.runners.map(\.runs) == [3])
  }

  @Test("At most five rows of each kind, the greatest first")
  func most() {
    let commands = (0..<9).map { Self.entry("c\($0)", daysAgo: 1) }
    let week = Self.week(commands, [], Self.results((0..<9).map { "b\($0)" }))
    #expect(week.commands.count == 5 && week.commandCount == 9 && week.benchmarkCount == 9)
    #expect(week.red.map(\.benchmark) == ["b0", "b1", "b2", "b3", "b4"])
    #expect(week.slowest.map(\.benchmark) == ["b8", "b7", "b6", "b5", "b4"])
    #expect(week.noisiest.map(\.benchmark) == ["b8", "b7", "b6", "b5", "b4"])
  }

  @Test("A week without anything has zeros and no rows")
  func empty() {
    let week = Self.week([])
    #expect(week.commandCount == 0 && week.sessionSeconds == nil && week.peak == nil && week.completionShare == nil)
    #expect(week.commands.isEmpty && week.runners.isEmpty && week.patterns.isEmpty && week.red.isEmpty)
  }
}
