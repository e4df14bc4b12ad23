import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceTestSupport
import Testing

@Suite("What a gate and a recording log")
struct MeasuredCommandLogTests {
  private static let logging = ["PERFTEST_LOG": "debug"]
  private static let loop = ["--filter", "WorkPerformance/loop"]

  private func records(_ category: LogCategory, of package: ScriptedPackage) throws -> [LogRecord] {
    var records: [LogRecord] = []
    try LogReader(category, in: LogFolder(package.folder.file(".perftest/logs"))).poll { records.append($0) }
    return records
  }

  @Test("Their parts with durations, the files that a recording writes, and the options that take a check from a gate")
  func parts() async throws {
    let package = try ScriptedPackage()
    let recorded = try await package.start(
      ["record", "--rounds", "12"] + Self.loop, environment: Self.logging
    ).outcome()
    try #require(recorded.status == 0, "\(recorded)")
    let gated = try await package.start(
      ["gate", "--no-confirm"] + Self.loop, environment: Self.logging
    ).outcome()
    try #require(gated.status == 0, "\(gated)")
    let phases = try records(.performance, of: package).filter { $0.id == .phaseFinished }
    #expect(
      phases.map { "\($0.text("command.name") ?? "") \($0.text("phase.name") ?? "")" } == [
        "record build", "record measure", "record record", "gate build", "gate measure",
      ])
    #expect(phases.allSatisfy { ($0.number("duration.seconds") ?? 0) > 0 && $0.text("outcome") == "ok" })
    let runs = phases.compactMap { $0.text("run.id") }
    #expect(
      runs.allSatisfy { FileManager.default.fileExists(atPath: package.folder.file(".perftest/runs/\($0).jsonl").path) }
    )
    #expect(runs.count == 2)
    let audit = try records(.audit, of: package)
    let files = try package.baselines().files.filter { $0.key.hasSuffix(".json") }
    #expect(audit.dropLast().map(\.id) == files.map { _ in LogMessage.baselineRecorded })
    for record in audit.dropLast() {
      let path = try #require(record.text("file.path"))
      let data = try #require(files.first { path.hasSuffix($0.key) }?.value, "\(path)")
      #expect(record.text("file.hash.after") == SHA256.hexadecimal(of: data) && record.text("file.hash.before") == nil)
      #expect(record.number("user.id") == Double(getuid()))
    }
    let last = try #require(audit.last)
    #expect(
      last.id == .gateOverridden && last.text("override.name") == "--no-confirm" && last.text("run.id") == runs.last)
    #expect(try await package.perftest("log", "verify").status == 0)
  }

  @Test("The same results, baselines and messages with a log as without one")
  func unchanged() async throws {
    let package = try await ScriptedPackage.recorded(work: "loop 60000")
    let without = try await package.start(["gate"] + Self.loop).outcome()
    let other = try await ScriptedPackage.recorded(work: "loop 60000")
    let with = try await other.start(["gate"] + Self.loop, environment: Self.logging).outcome()
    #expect(with.status == without.status)
    func comparable(_ text: String, _ package: ScriptedPackage) -> String {
      // Lines of progress appear on a slow machine.
      let lines = text.split(separator: "\n").filter { !$0.hasPrefix("[") && !$0.hasPrefix("building for measuring: ") }
      return lines.joined(separator: "\n").replacing(package.folder.url.path, with: "").replacing(
        /\d{8}-\d{9}-[0-9a-f]{8}-\d+/, with: "RUN")
    }
    #expect(comparable(with.output, other) == comparable(without.output, package))
    #expect(comparable(with.error, other) == comparable(without.error, package))
  }
}
