import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("The events of a command's run")
struct EventOutputTests {
  private let folder: TemporaryFolder
  private let toolchain: ScriptedToolchain

  init() throws {
    folder = try TemporaryFolder()
    toolchain = try ScriptedToolchain()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try folder.write("12", to: "allocations")
    try folder.write("100.0", to: "time")
    try toolchain.setRun([Example.grew(ScriptedToolchain.benchmark), Example.same(ScriptedToolchain.benchmark)])
  }

  private func gate(_ arguments: String..., environment: [String: String] = [:]) async -> CommandOutcome {
    await Perftest.run(
      ["gate", "--no-count", "--no-pair"] + arguments, environment: toolchain.environment.merging(environment) { $1 },
      in: folder.url)
  }

  private var log: String {
    get throws {
      let runs = try FileManager.default.contentsOfDirectory(atPath: folder.file(".perftest/runs").path)
      return try folder.text(of: ".perftest/runs/" + #require(runs.first { $0.hasSuffix(".jsonl") }))
    }
  }

  @Test("also go to each file that is named, by the option or the variable, and change nothing else")
  func files() async throws {
    let plain = await gate()
    try FileManager.default.removeItem(at: folder.file(".perftest"))
    let outcome = await gate("--events", "a.jsonl", "--events", "b.jsonl", environment: ["PERFTEST_EVENTS": "c.jsonl"])
    #expect((outcome.status, outcome.output) == (plain.status, plain.output))
    let log = try log
    #expect(log.contains(#""kind":"runFinished""#))
    for name in ["a", "b", "c"] { #expect(try folder.text(of: "\(name).jsonl") == log) }
  }

  @Test("are all that is on standard output where they go there")
  func standardOutput() async throws {
    let outcome = try await BuiltCommand.run(
      "gate", "--no-count", "--no-pair", "--events", "-", environment: toolchain.environment, in: folder.url)
    #expect(try outcome.status == 1 && outcome.output == log, "\(outcome)")
    #expect(outcome.error.contains("1 regressed, 1 same – RED"))
    let both = await gate("--events", "-", "--json")
    #expect(both.status == 64 && both.error.contains("cannot both go to standard output"), "\(both)")
  }

  @Test("that cannot be sent are refused before anything is built")
  func refused() async throws {
    let folder = await gate("--events", "/nonexistent/folder/events")
    #expect(folder.status == 78 && folder.error.contains("/nonexistent/folder/events: cannot be written"), "\(folder)")
    let nothing = await gate("--events", "unix:")
    #expect(nothing.status == 64 && nothing.error.contains("or unix:PATH"), "\(nothing)")
    let variable = await gate(environment: ["PERFTEST_EVENTS": "unix:"])
    #expect(variable.status == 78 && variable.error.contains("PERFTEST_EVENTS"), "\(variable)")
    #expect(toolchain.builds.isEmpty)
  }

  #if os(Linux)
    @Test("that a full disk does not take are a warning, and the verdict stays")
    func full() async throws {
      let outcome = await gate("--events", "/dev/full")
      #expect(outcome.status == 1 && outcome.output.contains("RED"), "\(outcome)")
      #expect(outcome.error.contains("warning: /dev/full lacks events: No space left on device"))
    }
  #endif
}
