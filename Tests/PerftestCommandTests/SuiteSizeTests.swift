import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("A suite may have any size", .inTurns, .timeLimit(.minutes(60)))
struct SuiteSizeTests {
  private static let filter = ["--filter", "ManyCasesPerformance", "--filter", "ArgumentPerformance"]

  @Test("5 000 cases beside arguments of 10 MB have a verdict each")
  func cases() async throws {
    let package = try ScriptedPackage(work: "many 5000\narguments huge")
    let report = try GateReport(try await package.start(["gate", "--json"] + Self.filter).outcome())
    #expect(report.exitStatus == 0 && report.verdicts.allSatisfy { $0.verdict.outcome == .new })
    #expect(Set(report.verdicts.map(\.verdict.subject.id)).count == 5_002)
  }

  /// Fewer cases: a count that grew is measured several times in both builds, and all cases of its function with it.
  @Test("Of 300 cases beside arguments of 10 MB, the one that allocates more than in the other build is red")
  func pairedCases() async throws {
    let repository = try ScratchRepository()
    let scripted = try ScriptedPackage()
    let work = "many 300\narguments huge\n"
    try repository.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try repository.write(".perftest/\n", to: ".gitignore")
    try repository.write(work, to: "work")
    try repository.commit()
    try repository.write(work + "many.grown 234\n", to: "work")
    let outcome = try await scripted.start(
      ["gate", "--against", "HEAD", "--json"] + Self.filter, in: repository.url
    ).outcome()
    let report = try GateReport(outcome)
    #expect(report.exitStatus == 1 && report.red == ["each(number:) regressed/countGrew"], "\(report.red)")
    #expect(Set(report.verdicts.filter(\.isRed).map(\.verdict.subject.label)) == ["234"])
    #expect(Set(report.verdicts.map(\.verdict.subject.id)).count == 302)
  }

  @Test("300 functions have a verdict each")
  func functions() async throws {
    let bundle = try await GeneratedBundle(functions: 300)
    let package = try ScriptedPackage(bundle: bundle.file)
    let report = try await package.report("--filter", "^Generated\\.")
    #expect(report.exitStatus == 0 && report.verdicts.allSatisfy { $0.verdict.outcome == .new })
    #expect(Set(report.verdicts.map(\.verdict.function)).count == 300)
  }
}
