import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// No log is removed before its run is in the history.
@Suite("Removing old logs")
struct TidyTests {
  private static func kept(_ scripted: ScriptedHistory) -> Set<String> {
    Set(scripted.state.eventLogs.map { $0.deletingPathExtension().lastPathComponent })
  }

  private static func names(_ runs: some Sequence<Int>) -> Set<String> { Set(runs.map(ScriptedHistory.name)) }

  @Test("Without an index the newest hundred stay")
  func withoutIndex() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<103, benchmarks: 1)
    scripted.state.tidy()
    #expect(Self.kept(scripted) == Self.names(3..<103))
  }

  @Test(
    "With an index an old log stays until its run is in it, whole",
    .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
  func withIndex() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 2..<105, benchmarks: 1)
    let history = scripted.open()
    try scripted.write(runs: 0..<2, benchmarks: 1)
    let grown = ScriptedHistory.events(run: 2, benchmarks: 1).suffix(1)
    try scripted.append(Array(grown), to: ScriptedHistory.name(2))
    scripted.state.tidy()
    #expect(Self.kept(scripted) == Self.names([0, 1, 2] + Array(5..<105)))
    history.update()
    scripted.state.tidy()
    #expect(Self.kept(scripted) == Self.names(5..<105))
    #expect(try history.runNames().count == 105)
    #expect(try history.check() == [])
  }

  @Test("While an index is replaced every log stays", arguments: ["history-1.db", "history.db.new"])
  func replaced(name: String) throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<103, benchmarks: 1)
    try Data().write(to: scripted.state.url.appendingPathComponent(name))
    scripted.state.tidy()
    #expect(Self.kept(scripted).count == 103)
  }

  @Test(
    "An index whose list is gone keeps every log",
    .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
  func withoutList() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<103, benchmarks: 1)
    _ = scripted.open()
    try FileManager.default.removeItem(at: scripted.state.indexedLogs)
    scripted.state.tidy()
    #expect(Self.kept(scripted).count == 103)
  }
}
