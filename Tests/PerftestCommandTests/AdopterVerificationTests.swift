import Foundation
import PerformanceTestSupport
import Testing

extension AdopterTests {
  @Test("A verification that Ctrl-C ends tells what it counted, leaves nothing behind and can be replayed")
  func verification() async throws {
    try await adopter.needsBaselines()
    let before = try adopter.baselines()
    let folder = try TemporaryFolder()
    let record = folder.url.appendingPathComponent("sessions.jsonl").path
    let command = try adopter.start(
      ["verify-gate", "--minutes", "5", "--filter", "CatalogPerformance", "--record", record])
    let run = AdopterRun(adopter: adopter, command: command)
    while !command.hasEnded, !command.errorSoFar.contains("run 4, ") {
      try await Task.sleep(for: .milliseconds(20))
    }
    kill(command.process, SIGINT)
    let outcome = try await command.outcome()
    #expect(outcome.error.contains(#/run 1, unchanged: \d+ red, \d+ sessions in /#), "\(outcome)")
    #expect(outcome.error.contains("run 2, +25 %: "), "\(outcome)")
    #expect(outcome.error.contains("interrupted; this is what was counted until then"), "\(outcome)")
    #expect(outcome.output.contains("planted  runs  trials  red"), "\(outcome)")
    #expect([0, 1].contains(outcome.status), "\(outcome)")
    try await run.expectNothingLeft()
    #expect(try adopter.baselines() == before)
    let state = adopter.folder.url.appendingPathComponent(".perftest/verify")
    #expect(try FileManager.default.contentsOfDirectory(atPath: state.path).contains("runs"))
    #expect(!FileManager.default.fileExists(atPath: state.appendingPathComponent("baselines").path))

    let lines = try folder.text(of: "sessions.jsonl").split(separator: "\n")
    // At least a session for each of the four runs; baselines of times may have been refused on a busy machine.
    #expect(lines.first?.contains("\"begun\"") == true && lines.count > 4, "\(lines.count)")
    let replayed = try await adopter.perftest("replay", record)
    #expect(replayed.status == 0, "\(replayed)")
    #expect(replayed.output.contains("Mann–Whitney p < 5 %"))
  }

  @Test("Where nothing on file is of this machine, a verification records baselines that nobody else sees")
  func verificationWithoutBaselines() async throws {
    try adopter.setWork()
    let none = try TemporaryFolder()
    let command = try adopter.start(
      ["verify-gate", "--minutes", "5", "--filter", "CatalogPerformance", "--json"],
      environment: ["PERFTEST_BASELINES": none.url.appendingPathComponent("filed").path, "CI": "true"])
    while !command.hasEnded, !command.errorSoFar.contains("run 1, ") {
      try await Task.sleep(for: .milliseconds(20))
    }
    kill(command.process, SIGINT)
    let outcome = try await command.outcome()
    #expect(outcome.error.contains("recording baselines of this machine, for this verification alone"), "\(outcome)")
    #expect(outcome.error.contains("run 1, unchanged: "), "\(outcome)")
    #expect(outcome.output.contains("\"schema\": \"swift-performance-testing/verification\""), "\(outcome)")
    #expect(try FolderContents(none.url).files.isEmpty)
  }
}
