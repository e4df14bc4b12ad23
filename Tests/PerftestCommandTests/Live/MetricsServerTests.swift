import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// `perftest metrics` as a process that goes on until it is ended.
@Suite("Metrics that are served until a signal", .timeLimit(.minutes(60)))
struct MetricsServerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  @Test("A scraper gets newer readings each time, and a signal ends the server with 0")
  func server() async throws {
    let command = try BuiltCommand.start(
      ["metrics", "--serve", "127.0.0.1:0", "--collect", "--interval", "0.1"], in: folder.url)
    var found: UInt16?
    try await Patience.wait {
      found = command.errorSoFar.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/metrics/).flatMap { UInt16($0.1) }
      return found != nil
    }
    let port = try #require(found)
    #expect(try text(port).contains("\nperf_active_runs 0\n"))
    // A run begins and ends while the server goes on.
    let log = folder.file(".perftest/runs/20260101-102030000-00000000-1.jsonl")
    var writer: EventLogWriter? = try EventLogWriter(file: log)
    try writer?.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)), time: 1_767_262_830)
    try await Patience.wait { try text(port).contains("\nperf_active_runs 1\n") }
    try writer?.append(.runFinished(RunEnd(seconds: 1)), time: 1_767_262_831)
    #expect(try text(port).contains(#"perf_runs_total{result="pass"} 0"#))
    writer = nil
    try await Patience.wait { try text(port).contains(#"perf_runs_total{result="pass"} 1"#) }
    #expect(try text(port).contains("\nperf_active_runs 0\n"))
    #expect(kill(command.process, SIGTERM) == 0)
    let outcome = try await command.outcome()
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
  }

  /// What a scraper gets at a port. One of Foundation would ask a proxy where variables name one, and gives up after a
  /// minute.
  private func text(_ port: UInt16) throws -> String {
    let client = try HTTPClient(port: port)
    client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try client.answer().body
  }

  @Test("A text file can be read by everybody whatever the mask, is replaced again and again, and leaves nothing else")
  func textFile() async throws {
    // The folder is made by those who set up node_exporter: nobody would read a misspelt one.
    #expect(try await start().outcome().status == 78)
    try FileManager.default.createDirectory(at: folder.file("out"), withIntermediateDirectories: true)
    let command = try start()
    let file = folder.file("out/perftest.prom")
    var numbers: Set<UInt64> = []
    try await Patience.wait {
      var status = stat()
      if stat(file.path, &status) == 0 {
        #expect(status.st_mode & 0o777 == 0o644)
        numbers.insert(UInt64(status.st_ino))
      }
      return numbers.count > 1
    }
    #expect(kill(command.process, SIGTERM) == 0)
    #expect(try await command.outcome().status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path) == ["perftest.prom"])
  }

  /// Starts the command with a mask that keeps others from reading its files.
  private func start() throws -> RunningCommand {
    try RunningCommand(
      "/bin/sh",
      [
        "-c", #"umask 077; exec "$0" metrics --textfile out --collect --interval 0.1"#,
        BuiltCommand.executable(of: "metrics"),
      ], environment: BuiltCommand.environment(), in: folder.url)
  }
}
