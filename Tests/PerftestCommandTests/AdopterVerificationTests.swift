import Foundation
import PerformanceTestSupport
import Testing

@Suite("A verification of an adopter", .inTurns, .timeLimit(.minutes(60)))
struct AdopterVerificationTests {
  @Test("A verification that Ctrl-C ends reports its counts, leaves nothing behind and can be replayed")
  func interrupted() async throws {
    let package = try await ScriptedPackage.recorded()
    let before = try package.baselines()
    let folder = try TemporaryFolder()
    let record = folder.file("sessions.jsonl").path
    let command = try package.start(
      ["verify-gate", "--minutes", "5", "--filter", "CatalogPerformance/decode", "--record", record])
    try await command.send(SIGINT) { $0.errorSoFar.contains("run 4, ") }
    let outcome = try await command.outcome()
    #expect(outcome.error.contains(#/run 1, unchanged: 0 red, 1 sessions in /#), "\(outcome)")
    #expect(outcome.error.contains(#/run 2, \+25 %: 1 red, \d+ sessions/#), "\(outcome)")
    #expect(outcome.error.contains("interrupted; these are the counts until then"), "\(outcome)")
    #expect(outcome.output.contains("planted  runs  trials  candidates  red time"), "\(outcome)")
    #expect(outcome.status == 0, "\(outcome)")
    try await PackageRun(package, command).expectNothingLeft()
    #expect(try package.baselines() == before)
    let state = package.folder.file(".perftest/verify")
    #expect(try FileManager.default.contentsOfDirectory(atPath: state.path).contains("runs"))
    #expect(!FileManager.default.fileExists(atPath: state.appendingPathComponent("baselines").path))

    let lines = try folder.text(of: "sessions.jsonl").split(separator: "\n")
    // The beginning, the baseline, and of each run its numbers, at least a session, and a verdict.
    #expect(lines.first?.contains("\"begun\"") == true && lines.count >= 2 + 4 * 3, "\(lines.count)")
    let replayed = try await package.perftest("replay", record)
    #expect(replayed.status == 0, "\(replayed)")
    #expect(replayed.output.contains("Mann–Whitney p < 5 %"))
  }

  @Test("Planted work is found by allocations as well as by times")
  func plantedWork() async throws {
    let package = try await ScriptedPackage.recorded()
    let command = try package.start([
      "verify-gate", "--plant", "work", "--no-count", "--minutes", "5", "--filter", "CatalogPerformance/decode",
      "--json",
    ])
    try await command.send(SIGINT) { $0.errorSoFar.contains("run 4, ") }
    let outcome = try await command.outcome()
    #expect(outcome.error.contains(#/run 1, unchanged: 0 red, 0 by any metric, 1 sessions/#), "\(outcome)")
    #expect(outcome.error.contains(#/run 2, \+25 %: 1 red, 1 by any metric, \d+ sessions/#), "\(outcome)")
    #expect(outcome.status == 0 && outcome.output.contains(#""plant": "work""#), "\(outcome)")
    let state = package.folder.file(".perftest/verify/runs")
    let logs = try FileManager.default.contentsOfDirectory(at: state, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "jsonl" }
    let texts = try logs.map { try String(contentsOf: $0, encoding: .utf8) }
    // Five executions in place of four: six allocations become seven and a half.
    #expect(texts.contains { $0.contains(#""planted":"work""#) && $0.contains("7.5") }, "\(outcome)")
  }

  @Test("Planted work is part of the counted instructions", .enabled(if: EndToEndTests.hasValgrind))
  func countedWork() async throws {
    let package = try ScriptedPackage()
    let filter = ["--count-only", "--filter", "CatalogPerformance/decode"]
    let recorded = try await package.start(["record"] + filter).outcome()
    #expect(recorded.status == 0, "\(recorded)")
    let gate = try package.start(["gate", "--json"] + filter, environment: ["PERFTEST_SLOWDOWN": "work:1.5"])
    let verdict = try #require(try GateReport(try await gate.outcome()).verdicts.first?.verdict)
    #expect(verdict.outcome == .regressed && verdict.metric?.name == "instructions", "\(verdict)")
    #expect(abs((verdict.now ?? 0) / (verdict.baseline ?? 1) - 1.5) < 0.05, "\(verdict)")
  }

  @Test("Instructions are left out only where work is planted")
  func uselessFlag() async throws {
    let package = try ScriptedPackage()
    let outcome = try await package.perftest("verify-gate", "--no-count")
    #expect(outcome.status == 64 && outcome.error.contains("--no-count needs '--plant work'"), "\(outcome)")
    let other = try await package.perftest("verify-gate", "--plant", "sleep")
    #expect(other.status == 64 && other.error.contains("--plant takes time or work, not 'sleep'"), "\(other)")
  }

  @Test("A verification ends when its minutes are used up")
  func complete() async throws {
    let package = try ScriptedPackage(work: "decode 200000000")
    let outcome = try await package.perftest("verify-gate", "--minutes", "1", "--filter", "CatalogPerformance/decode")
    #expect(outcome.status == 75, "\(outcome)")
    #expect(outcome.error.contains("run 1, unchanged: 0 red, 1 sessions in 1.4 s"), "\(outcome)")
    #expect(outcome.output.contains("the minutes did not suffice for"), "\(outcome)")
    #expect((55...62).contains(Double(try package.clock.read().now) / 1e9))
  }

  @Test("Without baselines of this machine, a verification records its own")
  func withoutBaselines() async throws {
    let package = try ScriptedPackage()
    let command = try package.start(
      ["verify-gate", "--minutes", "5", "--filter", "CatalogPerformance/decode", "--json"], environment: ["CI": "true"])
    try await command.send(SIGINT) { $0.errorSoFar.contains("run 1, ") }
    let outcome = try await command.outcome()
    #expect(outcome.error.contains("recording baselines of this machine, for this verification alone"), "\(outcome)")
    #expect(outcome.error.contains("run 1, unchanged: 0 red"), "\(outcome)")
    #expect(outcome.output.contains("\"schema\": \"swift-performance-testing/verification\""), "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: package.baselinesFolder.path))
  }
}
