import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// How late an event is shown depends on the machine; how long a reader sleeps does not.
@Suite(
  "Readers of a run", .inTurns, .timeLimit(.minutes(60)),
  .enabled(if: SystemCallTrace.isPossible, SystemCallTrace.reason))
struct WaitTests {
  private static let waits = ["poll", "ppoll", "select", "pselect6", "nanosleep", "clock_nanosleep"]
  /// The longest sleep between two looks, in seconds.
  private static let longest = 0.1

  @Test("look for events at least ten times a second", arguments: ["follow", "watch"])
  func pauses(command name: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    let (trace, terminal) = (folder.file("trace"), try PseudoTerminal(columns: 100, rows: 30))
    let arguments = SystemCallTrace.arguments(writing: trace, calls: Self.waits)
    let command = try RunningCommand(
      "/usr/bin/env", arguments + [BuiltCommand.executable(of: name), name],
      environment: BuiltCommand.environment(adding: ["TERM": "xterm"]), in: folder.url, terminal: terminal.file)
    try await terminal.wait(for: name == "watch" ? "no run is under way" : "waiting for a run")
    let writer = try EventLogWriter(file: folder.file(".perftest/runs/1.jsonl"))
    try writer.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
    for done in 1...20 {
      try writer.append(.counting(CountingProgress(done: done, count: 20, round: 1)))
      try await Task.sleep(for: .milliseconds(50))
    }
    try await terminal.wait(for: name == "watch" ? "20 of 20" : "[20/20]")
    for process in ProcessTable.children(of: command.process) { kill(process, SIGTERM) }
    _ = try await command.outcome()
    let calls = try SystemCallTrace(trace).calls
    let pauses = calls.compactMap(Self.seconds)
    #expect(!pauses.isEmpty, "\(calls)")
    let late = pauses.filter { $0 > Self.longest }
    #expect(late.isEmpty, "\(late)")
    withExtendedLifetime(writer) {}
  }

  /// How long a call waits at most; `nil` where it does not end by itself, as those of threads without work.
  private static func seconds(_ call: SystemCallTrace.Call) -> Double? {
    if call.name == "poll" {
      return call.text.firstMatch(of: /\], \d+, (\d+)/).flatMap { Double($0.1) }.map { $0 / 1e3 }
    }
    guard let time = call.text.firstMatch(of: /tv_sec=(\d+), tv_nsec=(\d+)/) else { return nil }
    return (Double(time.1) ?? 0) + (Double(time.2) ?? 0) / 1e9
  }
}
