import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

// In the last file by name: Swift Testing runs files in the order of their names, and each edit costs a build.
extension AdopterTests {
  @Test("A gate that is ended while it builds leaves no process", arguments: [SIGTERM, SIGKILL])
  func strikeWhileBuilding(_ signal: Int32) async throws {
    try await adopter.needsBaselines()
    try adopter.setWork(AdopterSource.editedWork)
    let command = try adopter.start(["gate"])
    let run = AdopterRun(adopter: adopter, command: command)
    try await run.waitForBuild()
    kill(command.process, signal)
    #expect(try await command.outcome().status == nil)
    try await run.expectNothingLeft()
  }

  @Test("Edits that cost time, an allocation or a benchmark are red at their lines until they are recorded")
  func edits() async throws {
    try await adopter.needsBaselines()
    let copy = try TemporaryFolder()
    let baselines = copy.url.appendingPathComponent("baselines")
    try FileManager.default.copyItem(at: adopter.folder.url.appendingPathComponent("baselines"), to: baselines)
    let switches = ["PERFTEST_BASELINES": baselines.path]
    try adopter.setWork(AdopterSource.editedWork)

    let tested = try await adopter.swiftTest("--filter", "WorkPerformance", environment: switches)
    #expect(tested.status == 1, "\(tested)")
    for call in ["spin(40_000)", "boxes(13)"] {
      let line = AdopterSource.line(of: call, in: AdopterSource.editedWork)
      #expect(tested.output.contains("WorkPerformance.swift:\(line):"), "\(tested)")
    }
    #expect(tested.output.contains("allocate(): allocations 13 → 14"))
    #expect(tested.output.contains("If it is meant: swift run perftest record --filter"))
    #expect(tested.output.contains("1 missing") && tested.output.contains("2 regressed"), "\(tested)")

    let filter = ["--filter", "WorkPerformance/(allocate|removed|labels)"]
    let gated = try await adopter.gate(filter + ["--json"], environment: switches)
    #expect(gated.status == 1, "\(gated)")
    #expect(try GateReport(gated).red == ["allocate() regressed/countGrew", "removed() missing/notInRun"])

    try await expectAcceptable(switches)
    let recorded = try await adopter.record(
      "--filter", "WorkPerformance/(loop|allocate)", "--reason", "more work is meant", environment: switches)
    #expect(recorded.status == 0, "\(recorded)")
    #expect(recorded.error.contains("no longer accepted, because it is recorded: allocations of "), "\(recorded)")
    #expect(!FileManager.default.fileExists(atPath: baselines.appendingPathComponent("accepted.json").path))
    let removed = try await adopter.record(
      "--filter", #"^AdopterTests\.WorkPerformance/removed\(\)/"#, environment: switches)
    #expect(removed.status == 0 && removed.output.contains("2 removed"), "\(removed)")
    let again = try await adopter.gate(environment: switches)
    #expect(again.status == 0, "\(again)")
  }

  /// The regression that a gate has just shown passes, once it is accepted, in the gate and in 'swift test'.
  private func expectAcceptable(_ switches: [String: String]) async throws {
    let filter = ["--filter", "WorkPerformance/allocate"]
    let accepted = try await adopter.perftest(
      "accept", "WorkPerformance/allocate()", "--metric", "allocations", "--reason", "one box more is meant",
      "--until", "\(Day(Date(timeIntervalSinceNow: 86_400)))", environment: switches)
    #expect(accepted.status == 0 && accepted.output.contains(", 13 → 14\n"), "\(accepted)")
    for outcome in try await [
      adopter.gate(filter, environment: switches), adopter.swiftTest(filter, environment: switches),
    ] {
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.output.contains("1 accepted"), "\(outcome)")
      #expect(outcome.output.contains("one box more is meant"), "\(outcome)")
    }
  }
}
