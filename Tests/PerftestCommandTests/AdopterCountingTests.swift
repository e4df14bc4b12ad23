import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

extension AdopterTests {
  /// Whether instructions can be counted here.
  static let hasValgrind =
    SearchPath.executable("valgrind", in: ProcessInfo.processInfo.environment) { access($0, X_OK) == 0 } != nil

  private static let loop = "AdopterTests.WorkPerformance/loop()"
  private static let counted = ["--count-only", "--filter", "WorkPerformance/(loop|allocate)"]

  @Test("Half a per cent more instructions are red, and the function is named", .enabled(if: hasValgrind))
  func halfAPerCent() async throws {
    try adopter.setWork()
    let folder = try TemporaryFolder()
    let switches = ["PERFTEST_BASELINES": folder.url.appendingPathComponent("filed").path]
    let recorded = try await adopter.record(Self.counted, environment: switches)
    #expect(recorded.status == 0, "\(recorded)")
    #expect(recorded.output.contains("2 benchmarks: 2 created"), "\(recorded)")

    let other = ["A_LONG_VARIABLE": String(repeating: "x", count: 20_000)]
    let unchanged = try await adopter.gate(
      Self.counted + ["--json"], environment: switches.merging(other) { $1 })
    #expect(unchanged.status == 0, "\(unchanged)")
    #expect(try GateReport(unchanged).all == ["allocate() same/countEqual", "loop() same/countEqual"])

    try adopter.setWork(AdopterSource.work.replacing("spin(20_000)", with: "spin(20_100)"))
    let edited = try await adopter.gate(Self.counted, environment: switches)
    #expect(edited.status == 1, "\(edited)")
    #expect(edited.output.contains("+0.5 % instructions: spin(_:) +"), "\(edited)")
    #expect(edited.output.contains("2 verdicts: 1 regressed, 1 same – RED"), "\(edited)")

    let explained = try await adopter.perftest("explain", Self.loop, environment: switches)
    #expect(explained.status == 0, "\(explained)")
    let first = explained.output.split(separator: "\n").first { $0.contains("(_:)") }
    #expect(first?.contains("spin(_:)") == true, "\(explained)")
    try adopter.setWork()
  }

  @Test(
    "A gate that is ended while it counts leaves no process", .enabled(if: hasValgrind),
    arguments: [SIGINT, SIGKILL])
  func strikeWhileCounting(_ signal: Int32) async throws {
    try adopter.setWork()
    let command = try adopter.start(["gate", "--count-only", "--filter", "FailingPerformance"], faults: "slow,endless")
    let run = AdopterRun(adopter: adopter, command: command)
    _ = try await run.process(.session, while: .count)
    kill(command.process, signal)
    _ = try await command.outcome()
    try await run.expectNothingLeft()
  }

  @Test("Without Valgrind a gate that was asked only to count refuses and says what to install")
  func withoutValgrind() async throws {
    try adopter.setWork()
    let tools = try TemporaryFolder()
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
    // All programs but that one; the first folder that has a name wins, as on the path itself.
    for folder in folders.reversed() {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name != "valgrind" {
        let link = tools.url.appendingPathComponent(name)
        try? FileManager.default.removeItem(at: link)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "\(folder)/\(name)")
      }
    }
    let refused = try await adopter.perftest("gate", "--count-only", environment: ["PATH": tools.url.path])
    #expect(refused.status == 75, "\(refused)")
    #expect(refused.error.contains("instructions cannot be counted: valgrind is not on the PATH"), "\(refused)")
  }
}
