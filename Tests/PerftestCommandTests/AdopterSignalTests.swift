import Foundation
import PerformanceBundles
import PerformanceTestSupport
import Testing

@Suite("Commands that are killed, and several at once", .inTurns, .timeLimit(.minutes(60)))
struct AdopterSignalTests {
  @Test(
    "A gate that is killed leaves no process and no lock, and the next one works", arguments: PackageRun.Role.allCases)
  func killedGate(_ role: PackageRun.Role) async throws {
    let held = try TemporaryFolder()
    let package = try await ScriptedPackage.recorded(work: "slow \(held.url.path)")
    let before = try package.baselines()
    for signal in [SIGINT, SIGTERM, SIGKILL] {
      let run = PackageRun(package, try package.start(["gate", "--filter", "FailingPerformance/slow"]))
      kill(try await run.process(role), signal)
      let outcome = try await run.command.outcome()
      switch role {
      case .command: #expect(outcome.status == nil, "\(outcome)")
      case .bundle: #expect(outcome.status == 70 && outcome.error.contains("before its run was complete"), "\(outcome)")
      case .session: #expect(outcome.status == 1 && outcome.output.contains("slow()"), "\(outcome)")
      }
      try await run.expectNothingLeft()
    }
    #expect(try package.baselines() == before)
    let next = try await package.gate("--filter", "FailingPerformance/expecting")
    #expect(next.status == 0, "\(next)")
  }

  @Test("The second of two gates waits, names the holder, and both end right")
  func twoGates() async throws {
    let held = try TemporaryFolder()
    let file = try held.write("", to: "held")
    let package = try await ScriptedPackage.recorded(work: "slow \(file.path)")
    let first = try package.start(["gate", "--filter", "FailingPerformance/slow"])
    let bundle = try await PackageRun(package, first).process(.bundle)
    let other = try TemporaryFolder()
    let second = try package.start(
      ["gate", "--filter", "FailingPerformance/expecting"], environment: ["PERFTEST_STATE": other.url.path])
    let waiting = " (process \(bundle) in \(package.folder.url.path), since "
    try await second.wait { $0.errorSoFar.contains(waiting) }
    #expect(second.errorSoFar.contains("waiting for the measurement of \(package.folder.url.lastPathComponent) ("))
    #expect(!first.hasEnded && !second.hasEnded)
    try FileManager.default.removeItem(at: file)
    let outcomes = (try await first.outcome(), try await second.outcome())
    #expect(outcomes.0.status == 0, "\(outcomes.0)")
    #expect(outcomes.1.status == 0, "\(outcomes.1)")
  }

  @Test("Two recorders at once leave complete files")
  func twoRecorders() async throws {
    let package = try await ScriptedPackage.recorded()
    let other = try TemporaryFolder()
    let arguments = ["record", "--rounds", "12", "--filter", "FailingPerformance/expecting", "--replace", "--reason"]
    let first = try package.start(arguments + ["one"])
    let second = try package.start(arguments + ["two"], environment: ["PERFTEST_STATE": other.url.path])
    #expect(try await first.outcome().status == 0)
    #expect(try await second.outcome().status == 0)
    let gated = try await package.gate("--filter", "FailingPerformance/expecting")
    #expect(gated.status == 0, "\(gated)")
    #expect(try package.baselines().paths.allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test("A recorder that is killed while it writes leaves each file old or new")
  func killedRecorder() async throws {
    let package = try await ScriptedPackage.recorded()
    let before = try package.baselines()
    let reason = UUID().uuidString
    let command = try package.start(
      ["record", "--rounds", "12", "--filter", "FailingPerformance/expecting", "--replace", "--reason", reason])
    // It may have ended before the first change is seen: then every file must be new or old as well. A file that is
    // replaced is another one, and to ask for that takes no processor from the recording.
    let files = before.paths.filter { $0.hasSuffix(".json") }.map {
      package.baselinesFolder.appendingPathComponent($0).path
    }
    let stamps = files.map(FileStamp.init)
    try? await command.wait(every: .milliseconds(1)) { _ in files.map(FileStamp.init) != stamps }
    kill(command.process, SIGKILL)
    _ = try await command.outcome()
    let after = try package.baselines()
    #expect(after != before)
    for (path, old) in before.files where path.hasSuffix(".json") {
      let new = try #require(after.files[path])
      #expect(new == old || String(decoding: new, as: UTF8.self).contains(reason))
    }
    let gated = try await package.gate("--filter", "FailingPerformance/expecting")
    #expect(gated.status == 0, "\(gated)")
  }

  @Test("A full disk is reported, and the baselines on it are unchanged", .enabled(if: SmallDisk.canBeMounted))
  func fullDisk() async throws {
    let package = try await ScriptedPackage.recorded()
    let disk = try SmallDisk(kilobytes: 512)
    let baselines = disk.url.appendingPathComponent("baselines")
    try FileManager.default.copyItem(at: package.baselinesFolder, to: baselines)
    try disk.fill()
    let before = try FolderContents(baselines)
    let outcome = try await package.record(
      "--filter", "FailingPerformance/expecting", "--replace", "--reason", "x",
      environment: ["PERFTEST_BASELINES": baselines.path])
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.error.contains("cannot be written (No space left on device). Check permissions and free space"))
    #expect(try FolderContents(baselines) == before)
  }
}
