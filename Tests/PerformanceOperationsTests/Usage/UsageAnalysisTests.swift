import Foundation
import PerformanceOperations
import PerformanceTestSupport
import Testing

@Suite("How the suite is used")
struct UsageAnalysisTests {
  /// 2026-11-29, a Sunday, at 23:30 UTC, in seconds since 1970.
  private static let sunday = 1_795_995_000.0

  private static func entry(
    _ command: String, at minutes: Double, exit: Int32? = 0, seconds: Double = 60, host: String = "a",
    phases: [String: Double] = [:]
  ) -> UsageEntry {
    UsageEntry(
      time: sunday + minutes * 60, seconds: seconds, command: command, exit: exit, host: host, phases: phases)
  }

  @Test("Days, weeks and hours are those of the time zone")
  func calendar() throws {
    let utc = UsageCalendar()
    #expect(utc.day(Self.sunday) == "2026-11-29" && utc.week(Self.sunday) == "2026-W48")
    #expect(utc.slot(Self.sunday) == (6, 23))
    let berlin = UsageCalendar(timeZone: try #require(TimeZone(identifier: "Europe/Berlin")))
    #expect(berlin.day(Self.sunday) == "2026-11-30" && berlin.week(Self.sunday) == "2026-W49")
    #expect(berlin.slot(Self.sunday) == (0, 0))
  }

  @Test("Commands are counted by name, ending, day and week, and their shares are 1 together")
  func commands() {
    let usage = CommandUsage([
      Self.entry("gate", at: 0, exit: 1, seconds: 100), Self.entry("gate", at: 5, exit: nil, seconds: 300),
      Self.entry("gate", at: 60, exit: 75, seconds: 200), Self.entry("show", at: 61, seconds: 1),
    ])
    #expect(usage.rows.map(\.command) == ["gate", "show"] && usage.rows.map(\.count) == [3, 1])
    #expect(usage.rows[0].endings == ["red": 1, "killed": 1, "failed": 1] && usage.rows[0].share == 0.75)
    #expect(usage.rows[0].medianSeconds == 200 && usage.rows[0].totalSeconds == 600)
    #expect(usage.days == ["2026-11-29": 2, "2026-11-30": 2] && usage.weeks == ["2026-W48": 2, "2026-W49": 2])
    #expect(usage.exits == ["1": 1, "killed": 1, "75": 1, "0": 1])
    #expect(CommandUsage([]).rows.isEmpty)
  }

  @Test("Half an hour without a command on a machine separates two sessions, and not a second less")
  func sessions() {
    let entries = [
      Self.entry("gate", at: 0, exit: 1), Self.entry("explain", at: 30.5, exit: 0), Self.entry("gate", at: 61.5),
      Self.entry("gate", at: 10, host: "b"),
    ]
    let usage = SessionUsage(entries.reversed())
    #expect(usage.sessions.map(\.host) == ["a", "b", "a"])
    #expect(usage.sessions[0].commands == ["gate red", "explain passed"])
    #expect(usage.sessions.map(\.seconds) == [1_890, 60, 60])
    #expect(usage.medianSeconds == 60)
    let transitions = usage.transitions.map { [$0.from, $0.to, "\($0.count)"] }
    #expect(transitions == [["gate red", "explain passed", "1"]])
    #expect(SessionUsage([]).medianSeconds == nil && SessionUsage([]).meanSeconds == nil)
  }

  @Test("A long command goes on while short ones begin and end, and the session with it")
  func overlapping() {
    let usage = SessionUsage([
      Self.entry("gate", at: 0, seconds: 7_200), Self.entry("show", at: 10), Self.entry("explain", at: 130),
    ])
    #expect(usage.sessions.map(\.commands) == [["gate passed", "show passed", "explain passed"]])
    #expect(usage.sessions.map(\.seconds) == [131 * 60])
  }

  @Test("The parts of all time are 1 together, also where parts lie in one another")
  func phases() {
    let usage = PhaseUsage([
      Self.entry("gate", at: 0, seconds: 100, phases: ["build": 40, "measure": 50]),
      Self.entry("gate", at: 9, seconds: 100, phases: ["confirm": 100, "build": 100]),
      Self.entry("show", at: 19, seconds: 500),
    ])
    #expect(usage.rows.map(\.phase) == ["build", "confirm", "measure", "other"])
    #expect(usage.rows.map(\.seconds) == [90, 50, 50, 10])
    #expect(abs(usage.rows.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(PhaseUsage([]).rows.isEmpty)
  }

  @Test("The heatmap has every command once, and its shades are quarters up to the busiest hour")
  func heatmap() {
    let heatmap = UsageHeatmap(
      (0..<8).map { Self.entry("gate", at: Double($0)) } + [Self.entry("gate", at: 30), Self.entry("gate", at: 31)])
    #expect(heatmap.counts[6][23] == 8 && heatmap.counts[0][0] == 2 && heatmap.total == 10)
    #expect([0, 1, 2, 3, 4, 5, 7, 8].map(heatmap.shade) == [0, 1, 1, 2, 2, 3, 4, 4])
    let peak = heatmap.peak.map { [Double($0.weekday), Double($0.hour), Double($0.count), $0.share] }
    #expect(peak == [6, 23, 8, 0.8])
    #expect(UsageHeatmap([]).peak == nil && UsageHeatmap([]).shade(3) == 0)
  }

  @Test("Sessions and heatmaps of random commands have each command once")
  func conservation() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let entries = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Self.entry(
          ["gate", "a\u{1b}[2J", "=1+1", "</title>", ""].randomElement(using: &random) ?? "",
          at: .random(in: -20_000...20_000, using: &random), exit: [nil, 0, 1, 78].randomElement(using: &random) ?? 0,
          seconds: .random(in: 0...5_000, using: &random), host: ["a", "b"].randomElement(using: &random) ?? "")
      }
      let sessions = SessionUsage(entries).sessions
      #expect(sessions.reduce(0) { $0 + $1.commands.count } == entries.count)
      #expect(sessions.allSatisfy { $0.seconds >= 0 })
      #expect(UsageHeatmap(entries).total == entries.count)
      let usage = CommandUsage(entries)
      #expect(usage.rows.reduce(0) { $0 + $1.count } == entries.count)
      #expect(usage.days.values.reduce(0, +) == entries.count && usage.exits.values.reduce(0, +) == entries.count)
    }
  }
}
