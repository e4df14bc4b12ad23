import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// Processes that write at once or are killed lose nothing and double nothing.
@Suite("Processes that take in logs", .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
struct HistoryProcessTests {
  /// The executable beside the test bundle.
  private static let ingester = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    .appendingPathComponent("HistoryIngester").path

  /// How often a process is killed: `Scripts/kill-history` sets the variable.
  private static let kills = ProcessInfo.processInfo.environment["HISTORY_KILLS"].flatMap { Int($0) } ?? 40

  private static func start(_ scripted: ScriptedHistory, output: String, times: Int = 1) throws -> ChildProcess {
    try ChildProcess(
      ingester, arguments: [ingester, scripted.folder.url.path, "\(times)"],
      environment: ProcessInfo.processInfo.environment, output: .file(scripted.folder.file(output)))
  }

  @Test("Killed at any point, nothing that was listed is lost and nothing is doubled", .timeLimit(.minutes(60)))
  func killed() throws {
    let scripted = try ScriptedHistory()
    var random = SplitMix64(seed: 12)
    var killed = 0
    for round in 0..<Self.kills {
      try scripted.write(runs: round * 2..<round * 2 + 2, benchmarks: 8)
      let process = try Self.start(scripted, output: "output")
      usleep(UInt32(random.number(in: 0...60_000)))
      kill(process.process, SIGKILL)
      if process.wait(seconds: 600) == .signalled(SIGKILL) { killed += 1 }
      try Self.expectListed(scripted)
    }
    #expect(killed > 0)
    let history = scripted.open()
    #expect(history.messages.isEmpty)
    #expect(try history.check() == [])
    #expect(try history.runNames() == (0..<Self.kills * 2).map(ScriptedHistory.name))
    #expect(try history.everything() == scripted.withoutLibrary().everything())
  }

  @Test("Killed while it replaces an index, a process loses no run of which only the index is left")
  func killedInReplacement() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<200, benchmarks: 2)
    _ = scripted.open()
    for log in scripted.state.eventLogs { try FileManager.default.removeItem(at: log) }
    try scripted.write(runs: 200..<220, benchmarks: 2)
    var random = SplitMix64(seed: 13)
    var killed = 0
    for _ in 0..<Self.kills {
      if FileManager.default.fileExists(atPath: scripted.state.history.path) {
        try SQLiteConnection(scripted.state.history, .readWrite, library: SQLiteLibrary())
          .execute("PRAGMA user_version = 99")
      }
      let process = try Self.start(scripted, output: "output")
      usleep(UInt32(random.number(in: 0...150_000)))
      kill(process.process, SIGKILL)
      if process.wait(seconds: 600) == .signalled(SIGKILL) { killed += 1 }
    }
    #expect(killed > 0)
    let history = scripted.open()
    #expect(try history.runNames() == (0..<220).map(ScriptedHistory.name))
    #expect(try history.check() == [])
  }

  /// Each log that may be removed is in the index.
  private static func expectListed(_ scripted: ScriptedHistory) throws {
    guard let list = try? Data(contentsOf: scripted.state.indexedLogs) else { return }
    let names = try JSONDecoder().decode([String: Int].self, from: list).keys.map { $0.dropLast(".jsonl".count) }
    let index = try HistoryIndex(file: scripted.state.history, library: SQLiteLibrary())
    let runs = Set(try index.runs().map(\.name))
    #expect(names.allSatisfy { runs.contains(String($0)) })
  }

  @Test("Four processes at once", .timeLimit(.minutes(60)))
  func together() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<40)
    let first = try Self.start(scripted, output: "1", times: 5)
    let second = try Self.start(scripted, output: "2", times: 5)
    let third = try Self.start(scripted, output: "3", times: 5)
    let history = HistoryStore(state: scripted.state, patience: 600)
    #expect(first.wait(seconds: 600) == .exited(0))
    #expect(second.wait(seconds: 600) == .exited(0))
    #expect(third.wait(seconds: 600) == .exited(0))
    for output in ["1", "2", "3"] { #expect(try scripted.folder.text(of: output) == "") }
    history.update()
    #expect(history.messages.isEmpty)
    #expect(try history.check() == [])
    #expect(try history.runNames().count == 40)
  }
}
