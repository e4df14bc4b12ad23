import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("A scripted clock", .inTurns, .timeLimit(.minutes(60)))
struct ScriptedClockTests {
  /// The sessions in the log of a package's only run.
  private func sessions(of package: ScriptedPackage) throws -> [BenchmarkSession] {
    let log = try #require(StateFolder(package: package.folder.url, environment: [:]).eventLogs.first)
    return try EventLogReader.all(of: log).compactMap { event in
      if case .session(let taken) = event.body { taken.session } else { nil }
    }
  }

  @Test("gives the times of the script, and every command reports that")
  func times() async throws {
    let package = try ScriptedPackage(work: "loop 50000")
    let outcome = try await package.gate("--filter", "WorkPerformance/loop")
    #expect(outcome.status == 0, "\(outcome)")
    let line = "PERFTEST_CLOCK is set: times are those of a script, not of this machine\n"
    #expect(outcome.error.contains(line), "\(outcome)")
    #expect(!outcome.output.contains("PERFTEST_CLOCK"))
    let session = try #require(try sessions(of: package).first)
    // Forty iterations and a read of the clock are a sample; a parent that reads the clock meanwhile adds little.
    #expect(session.iterations == 40)
    let times = try #require(session.reading("wallClock")?.values)
    #expect(times.count == 5 && times.allSatisfy { (50_000.5..<50_005).contains($0) }, "\(times)")
  }

  @Test("reports how long a body waited for a processor, and nothing of the machine")
  func conditions() async throws {
    let package = try ScriptedPackage(work: "loop 30000\nloop.wait 10000")
    _ = try await package.gate("--filter", "WorkPerformance/loop")
    let conditions = try #require(try sessions(of: package).first).conditions
    #expect(conditions.waitShare == 0.25)
    #expect(conditions.stealShare == nil && conditions.pressureShare == nil)
    #expect(conditions.preemptions == nil && conditions.frequency == nil)
    #expect(conditions.independent == nil && conditions.loads == nil)
  }

  @Test("skips waiting: pauses between sessions and the deadline of a body that hangs pass at once")
  func waiting() async throws {
    let package = try await ScriptedPackage.recorded(work: "endless\nloop 27000")
    let before = try package.clock.read().now
    let outcome = try await package.gate(
      "--filter", "FailingPerformance/endless", "--filter", "WorkPerformance/loop")
    #expect(outcome.status == 1 && outcome.output.contains("a case of the function did not end within 120 s"))
    #expect(try package.clock.read().now - before > 120_000_000_000)
  }

  @Test(
    "whose file cannot be used ends the command with 78, and a bundle measures nothing",
    arguments: [
      ("/nowhere/clock", "cannot be opened (No such file or directory)"), ("/tmp", "cannot be opened (Is a directory)"),
      ("/dev/null", "has fewer than 24 bytes"),
    ])
  func unusable(path: String, reason: String) async throws {
    let package = try ScriptedPackage()
    let problem = "environment variable PERFTEST_CLOCK: names '\(path)', which \(reason). Unset it"
    let variables = ["PERFTEST_CLOCK": path]
    for command in ["gate", "doctor"] {
      let outcome = try await package.perftest(command, environment: variables)
      #expect(outcome.status == 78 && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.error.contains(problem), "\(outcome)")
    }
    let tested = try await package.swiftTest("--filter", "WorkPerformance/loop", environment: variables)
    #expect(tested.status == 1 && tested.text.contains(problem), "\(tested)")
  }

  @Test("keeps its runs from waiting for those that load the machine")
  func lock() async throws {
    let package = try ScriptedPackage(work: "slow \(FileManager.default.temporaryDirectory.path)")
    let run = PackageRun(package, try package.start(["gate", "--filter", "FailingPerformance/slow"]))
    _ = try await run.process(.session)
    let other = try await ScriptedPackage().gate("--filter", "WorkPerformance/loop")
    #expect(other.status == 0 && !other.error.contains("waiting for"), "\(other)")
    kill(run.command.process, SIGKILL)
    _ = try await run.command.outcome()
    try await run.expectNothingLeft()
  }
}
