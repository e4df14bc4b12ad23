import Foundation
import PerformanceHealth
import PerformanceMachine
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("A run on a machine that is not ready")
struct RunReadinessTests {
  /// A machine whose disk is full until a time of its clock.
  private func probe(_ clock: ManualClock, fullUntil ready: UInt64) -> HealthProbe {
    var probe = HealthProbe()
    probe.files = MachineFiles(
      read: { _ in nil },
      space: { _ in
        let free = clock.now >= ready ? 50e9 : 1e6
        return DiskSpace(total: 100e9, used: 100e9 - free, available: free)
      })
    probe.seconds = { Double(clock.now) / 1e9 }
    probe.sleep = { clock.advance(by: UInt64($0 * 1e9)) }
    return probe
  }

  @Test("does not begin, and says what is missing in one sentence")
  func refused() {
    let lines = RecordedLines()
    let readiness = RunReadiness(probe: probe(ManualClock(), fullUntil: .max), seconds: 0, output: lines.output)
    let failure = #expect(throws: CommandFailure.self) { try readiness.check() }
    #expect(failure?.status == .notMeasurable)
    #expect(failure?.message.hasPrefix("not ready to measure: disk (temporary): ") == true)
    #expect(failure?.message.contains(" – free some space") == true && failure?.message.contains("\n") == false)
    #expect(lines.lines.isEmpty)
  }

  @Test("waits no longer than it may, and says so")
  func waiting() throws {
    let lines = RecordedLines()
    let clock = ManualClock(at: 0)
    try RunReadiness(probe: probe(clock, fullUntil: 90_000_000_000), seconds: 600, output: lines.output).check()
    #expect(clock.now == 90_000_000_000)
    #expect(lines.lines.count == 1 && lines.lines[0].hasPrefix("waiting up to 10 min: disk (temporary): "))
    let late = RunReadiness(probe: probe(ManualClock(), fullUntil: .max), seconds: 60, output: lines.output)
    #expect(throws: CommandFailure.self) { try late.check() }
  }

  @Test("ends with 75 before anything is built, and no benchmark is red", .enabled(if: SmallDisk.canBeMounted))
  func gate() async throws {
    let (folder, toolchain) = (try TemporaryFolder(), try ScriptedToolchain())
    for (name, text) in ["Package.swift": "// swift-tools-version: 6.3\n", "allocations": "12", "time": "100.0"] {
      try folder.write(text, to: name)
    }
    let disk = try SmallDisk(kilobytes: 256)
    let environment = toolchain.environment.merging(["PERFTEST_STATE": disk.url.path]) { $1 }
    for command in ["gate", "record"] {
      let outcome = await Perftest.run([command], environment: environment, in: folder.url)
      #expect(outcome.status == 75 && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.error.hasPrefix("perftest: not ready to measure: disk (state): "), "\(outcome)")
    }
    #expect(toolchain.builds.isEmpty)
  }

  @Test("asks a supervisor for the time that it may wait, so that it is not ended meanwhile")
  func supervisedWaiting() async throws {
    let socket = try SupervisorSocket("/tmp/perftest-\(UUID().uuidString.prefix(12))")
    let supervisor = ServiceSupervisor(environment: ["NOTIFY_SOCKET": socket.name]) { 0 }
    let silent = Output.Stream { _ in true }
    let output = Output(results: silent, messages: silent, supervisor: supervisor)
    let readiness = RunReadiness(
      probe: probe(ManualClock(at: 0), fullUntil: 3_000_000_000), seconds: 600, output: output)
    try readiness.check()
    #expect(
      socket.messages == [
        "EXTEND_TIMEOUT_USEC=630000000", "STATUS=waiting until the machine is ready", "READY=1",
      ])
  }

  @Test("reports to a supervisor that it begins, and what is going on")
  func supervised() async throws {
    let socket = try SupervisorSocket("/tmp/perftest-\(UUID().uuidString.prefix(12))")
    let clock = ManualClock()
    let supervisor = ServiceSupervisor(environment: ["NOTIFY_SOCKET": socket.name]) { Double(clock.now) / 1e9 }
    let silent = Output.Stream { _ in true }
    let output = Output(results: silent, messages: silent, supervisor: supervisor)
    try RunReadiness(probe: probe(ManualClock(), fullUntil: 0), seconds: 0, output: output).check()
    var line = StatusLine(output)
    line.show(repeated: "3/12 benchmarks", plain: nil)
    #expect(socket.messages == ["READY=1", "STATUS=3/12 benchmarks"])
  }
}
