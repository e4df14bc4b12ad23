import Foundation
import PerformanceOperations
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Objectives stop releases", .inTurns, .timeLimit(.minutes(60)))
struct SLOCommandTests {
  private func promise(_ objectives: Objectives, in package: ScriptedPackage) throws {
    try ObjectiveFile(in: package.baselinesFolder).write(objectives)
  }

  @Test("A spent budget exits with 3, and an override with 0 and a record of its reason")
  func gate() async throws {
    let package = try await ScriptedPackage.recorded()
    try promise(
      Objectives(objectives: [Objective(id: "compliance", target: 0.99, indicator: .pairs, isGating: true)]),
      in: package)
    let empty = try await package.perftest("slo", "gate")
    #expect(empty.status == 75, "\(empty)")
    let filter = ["--filter", "ScriptedBenchmarks.WorkPerformance"]
    _ = try await package.start(["gate"] + filter).outcome()
    let kept = try await package.perftest("slo", "gate")
    #expect(kept.status == 0 && kept.output.contains("compliance"), "\(kept)")
    try package.edit("loop 60000\nallocate 40")
    _ = try await package.start(["gate", "--no-pair"] + filter).outcome()
    let spent = try await package.perftest("slo", "gate")
    #expect(spent.status == 3 && spent.error.contains("releases stop for compliance"), "\(spent)")
    let overridden = try await package.perftest(
      "slo", "gate", "--override", "security fix", environment: ["PERFTEST_LOG": ""])
    #expect(overridden.status == 0 && overridden.error.contains("security fix"), "\(overridden)")
    let audit = try await package.perftest("log", "search", "--category", "audit", "--text", "security fix", "--json")
    #expect(audit.output.contains("audit.gate.overridden"), "\(audit)")
    let refused = try await package.perftest("slo", "gate", "--override", " ")
    #expect(refused.status == 64, "\(refused)")
  }

  @Test("A broken invariant stops releases too, and there is no silent absence of objectives")
  func invariant() async throws {
    let package = try ScriptedPackage(work: "crash")
    let none = try await package.perftest("slo", "status")
    #expect(none.status == 78 && none.error.contains("objectives.json"), "\(none)")
    try FileManager.default.createDirectory(at: package.baselinesFolder, withIntermediateDirectories: true)
    try promise(
      Objectives(invariants: [Invariant(id: "correctness", indicator: .passedBodies)]), in: package)
    _ = try await package.gate("--filter", "FailingPerformance/crashing")
    let broken = try await package.perftest("slo", "gate", "--json")
    #expect(broken.status == 3 && broken.output.contains("\"isBroken\": true"), "\(broken)")
  }
}
