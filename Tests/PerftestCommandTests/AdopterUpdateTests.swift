import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Edits of an adopter", .inTurns, .timeLimit(.minutes(60)))
struct AdopterUpdateTests {
  @Test("Edits that cost time, an allocation or a benchmark are red at their lines until they are recorded")
  func edits() async throws {
    let package = try await ScriptedPackage.recorded(work: "loop 60000\nallocate 13")
    try Self.addRemovedBenchmark(to: package)

    let tested = try await package.swiftTest("--filter", "WorkPerformance")
    #expect(tested.status == 1, "\(tested)")
    for call in ["measure { cost.spend() }", "measure { () -> [Box] in"] {
      let line = try ScriptedPackage.location(of: call, in: "WorkPerformance.swift").line
      #expect(tested.text.contains("WorkPerformance.swift:\(line):"), "\(tested)")
    }
    #expect(tested.text.contains("allocate(): allocations 13 → 14"), "\(tested)")
    #expect(tested.text.contains("If intended: swift run perftest record --filter"))
    #expect(tested.text.contains("1 missing") && tested.text.contains("2 regressed"), "\(tested)")

    let report = try await package.report("--filter", "WorkPerformance")
    #expect(
      report.red == [
        "loop() regressed/everySessionWorse", "allocate() regressed/countGrew", "removed() missing/notInRun",
      ])

    try await Self.expectAcceptable(package)
    let recorded = try await package.record(
      "--filter", "WorkPerformance/(loop|allocate)", "--reason", "more work is meant")
    #expect(recorded.status == 0, "\(recorded)")
    #expect(recorded.error.contains("no longer accepted, since it was recorded: allocations of "), "\(recorded)")
    #expect(!FileManager.default.fileExists(atPath: package.folder.file("baselines/accepted.json").path))
    let removed = try await package.record("--filter", #"^ScriptedBenchmarks\.WorkPerformance/removed\(\)/"#)
    #expect(removed.status == 0 && removed.output.contains("2 removed"), "\(removed)")
    let again = try await package.gate()
    #expect(again.status == 0, "\(again)")
  }

  /// Files numbers of a benchmark that the bundle does not have.
  private static func addRemovedBenchmark(to package: ScriptedPackage) throws {
    let store = BaselineStore(folder: package.baselinesFolder)
    for path in try package.baselines().paths where path.hasSuffix("/ScriptedBenchmarks.WorkPerformance.json") {
      var document = try BaselineStore.read(package.baselinesFolder.appendingPathComponent(path))
      var removed = try #require(document.benchmarks.first { $0.test == "allocate()" })
      removed.test = "removed()"
      document.benchmarks.append(removed)
      try store.write(document)
    }
  }

  /// The regression that a gate has just shown passes, once it is accepted, in the gate and in 'swift test'.
  private static func expectAcceptable(_ package: ScriptedPackage) async throws {
    let accepted = try await package.perftest(
      "accept", "WorkPerformance/allocate()", "--metric", "allocations", "--reason", "one box more is meant",
      "--until", "\(Day(Date(timeIntervalSinceNow: 86_400)))")
    #expect(accepted.status == 0 && accepted.output.contains(", 13 → 14\n"), "\(accepted)")
    let filter = "WorkPerformance/allocate"
    for outcome in [
      try await package.gate("--filter", filter), try await package.swiftTest("--filter", filter),
    ] {
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.text.contains("1 accepted") && outcome.text.contains("one box more is meant"), "\(outcome)")
    }
  }
}
