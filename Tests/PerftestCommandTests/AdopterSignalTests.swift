import Foundation
import PerformanceTestSupport
import Testing

extension AdopterTests {
  @Test(
    "A gate that is ended leaves no process and no lock, and the next one works", arguments: AdopterRun.Role.allCases)
  func strike(_ role: AdopterRun.Role) async throws {
    try await adopter.needsBaselines()
    let before = try adopter.baselines()
    for signal in [SIGINT, SIGTERM, SIGKILL] {
      let command = try adopter.start(["gate", "--filter", "FailingPerformance/slow"], faults: "slow")
      let run = AdopterRun(adopter: adopter, command: command)
      kill(try await run.process(role), signal)
      let outcome = try await command.outcome()
      switch role {
      case .command: #expect(outcome.status == nil)
      case .bundle: #expect(outcome.status == 70 && outcome.error.contains("before its run was complete"), "\(outcome)")
      case .session: #expect(outcome.status == 1 && outcome.output.contains("slow()"), "\(outcome)")
      }
      try await run.expectNothingLeft()
    }
    #expect(try adopter.baselines() == before)
    let next = try await adopter.gate("--filter", "FailingPerformance/expecting")
    #expect(next.status == 0, "\(next)")
  }

  @Test("The second of two gates waits, says for whom, and both end right")
  func twoGates() async throws {
    try await adopter.needsBaselines()
    let first = try adopter.start(["gate", "--filter", "FailingPerformance/slow"], faults: "slow")
    let bundle = try await AdopterRun(adopter: adopter, command: first).process(.bundle)
    let other = try adopter.otherState()
    let second = try adopter.start(
      ["gate", "--filter", "FailingPerformance/expecting"], environment: ["PERFTEST_STATE": other.url.path])
    let outcomes = (try await first.outcome(), try await second.outcome())
    #expect(outcomes.0.status == 0, "\(outcomes.0)")
    #expect(outcomes.1.status == 0, "\(outcomes.1)")
    #expect(outcomes.1.error.contains("waiting for the measurement of process \(bundle) in \(adopter.folder.url.path)"))
  }

  @Test("Two recorders at once leave whole files")
  func twoRecorders() async throws {
    try await adopter.needsBaselines()
    let other = try adopter.otherState()
    let arguments = ["record", "--rounds", "12", "--filter", "FailingPerformance/expecting", "--replace", "--reason"]
    let first = try adopter.start(arguments + ["one"])
    let second = try adopter.start(arguments + ["two"], environment: ["PERFTEST_STATE": other.url.path])
    #expect(try await first.outcome().status == 0)
    #expect(try await second.outcome().status == 0)
    let gated = try await adopter.gate("--filter", "FailingPerformance/expecting")
    #expect(gated.status == 0, "\(gated)")
    #expect(try adopter.baselines().paths.allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test("A recorder that is killed while it writes leaves each file old or new")
  func killedRecorder() async throws {
    try await adopter.needsBaselines()
    let before = try adopter.baselines()
    let reason = UUID().uuidString
    let command = try adopter.start(
      ["record", "--rounds", "12", "--filter", "FailingPerformance/expecting", "--replace", "--reason", reason])
    while !command.hasEnded, (try? adopter.baselines()) == before { try await Task.sleep(for: .milliseconds(1)) }
    kill(command.process, SIGKILL)
    _ = try await command.outcome()
    let after = try adopter.baselines()
    for (path, old) in before.files where path.hasSuffix(".json") {
      let new = try #require(after.files[path])
      #expect(new == old || String(decoding: new, as: UTF8.self).contains(reason))
    }
    let gated = try await adopter.gate("--filter", "FailingPerformance/expecting")
    #expect(gated.status == 0, "\(gated)")
  }

  @Test("A full disk is told, and the baselines on it stay as they were", .enabled(if: SmallDisk.canBeMounted))
  func fullDisk() async throws {
    try await adopter.needsBaselines()
    let disk = try SmallDisk(kilobytes: 512)
    let baselines = disk.url.appendingPathComponent("baselines")
    try FileManager.default.copyItem(at: adopter.folder.url.appendingPathComponent("baselines"), to: baselines)
    try disk.fill()
    let before = try FolderContents(baselines)
    let outcome = try await adopter.perftest(
      "record", "--rounds", "12", "--filter", "FailingPerformance/expecting", "--replace", "--reason", "x",
      environment: ["PERFTEST_BASELINES": baselines.path])
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.error.contains("cannot be written (No space left on device). Check permissions and free space"))
    #expect(try FolderContents(baselines) == before)
  }
}
