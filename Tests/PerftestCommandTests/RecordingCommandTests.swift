import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("A recording as its user sees it", .inTurns, .timeLimit(.minutes(60)))
struct RecordingCommandTests {
  private static let filter = #"--filter '^ScriptedBenchmarks\.WorkPerformance/loop\(\)/'"#

  @Test(
    "An improvement is to be recorded, is red where the gate is strict, and red when it is lost once recorded")
  func improved() async throws {
    let package = try await ScriptedPackage.recorded()
    try package.edit("loop 10000")
    let gate = try await package.gate()
    #expect(gate.status == 0 && gate.output.contains("1 improved"), "\(gate)")
    #expect(gate.output.contains("to keep the improvement: swift run perftest record \(Self.filter)\n"), "\(gate)")
    let strict = try await package.report("--strict")
    #expect(strict.exitStatus == 1 && strict.red == ["loop() improved/betterThanTolerance"])
    let record = try await package.record("--filter", "WorkPerformance/loop")
    #expect(record.status == 0 && record.output.contains("1 replaced"), "\(record)")
    #expect(try await package.gate("--strict").status == 0)
    try package.edit("loop 18000")
    #expect(try await package.report().red == ["loop() regressed/everySessionWorse"])
  }

  @Test("Times too noisy to judge against are refused, and each command reports that until they are recorded")
  func refused() async throws {
    let package = try ScriptedPackage()
    try package.edit("loop.grows \(package.folder.file("processes").path)")
    let arguments = ["record", "--rounds", "12", "--most-rounds", "12"]
    let record = try await package.start(arguments).outcome()
    #expect(record.status == 75, "\(record)")
    #expect(record.output.contains("1 refused"), "\(record)")
    #expect(record.error.contains("record \(Self.filter)\n    WorkPerformance/loop() wallClock: "), "\(record)")

    try package.edit("")
    for environment in [[:], ["CI": "true"]] {
      let gate = try await package.gate(environment: environment)
      #expect(gate.status == 0, "\(gate)")
      #expect(gate.output.contains("1 refused at recording") && !gate.output.contains("1 new"), "\(gate)")
      #expect(gate.output.contains("on a quieter machine: swift run perftest record \(Self.filter)\n"), "\(gate)")
    }
    let report = try await package.report("--filter", "WorkPerformance/loop")
    #expect(report.of("loop()").contains("loop() ambiguous/refusedAtRecording"))
    let list = try await package.perftest("list")
    #expect(list.output.contains("WorkPerformance/loop()  (times refused on 20"), "\(list)")
    #expect(list.error.contains(", 1 with times that were refused\n"), "\(list)")

    let again = try await package.record("--filter", "WorkPerformance/loop", "--json")
    #expect(again.status == 0, "\(again)")
    #expect(again.output.contains(#""kind" : "created""#) || again.output.contains(#""kind": "created""#), "\(again)")
    let gate = try await package.gate()
    #expect(gate.status == 0 && !gate.output.contains("refused"), "\(gate)")
  }
}
