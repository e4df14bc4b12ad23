import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// By the scripted clock: a slower machine is a baseline that was recorded of faster work than its commit has.
@Suite("A gate checks the budgets of the file", .inTurns, .timeLimit(.minutes(60)))
struct FileBudgetGateTests {
  private let repository: ScratchRepository
  private let scripted: ScriptedPackage
  private var package: URL { repository.url }

  init() throws {
    repository = try ScratchRepository()
    scripted = try ScriptedPackage()
    try repository.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try repository.write(".perftest/\n", to: ".gitignore")
  }

  private static let loop = BenchmarkPattern("ScriptedBenchmarks.WorkPerformance/l??p()")

  private func limit(_ rules: BudgetRule..., in folder: URL? = nil) throws {
    let baselines = (folder ?? package).appendingPathComponent("baselines")
    try FileManager.default.createDirectory(at: baselines, withIntermediateDirectories: true)
    try BudgetFile(in: baselines).write(rules)
  }

  /// Files a baseline of some work, and commits it with other work and a limit of the time of `loop()`.
  private func record(_ recorded: String, committing work: String, limit: Double) async throws {
    try repository.write(recorded + "\n", to: "work")
    let outcome = try await scripted.start(
      ["record", "--rounds", "12", "--filter", "WorkPerformance"], in: package
    ).outcome()
    try #require(outcome.status == 0, "\(outcome)")
    try repository.write(work + "\n", to: "work")
    try self.limit(
      BudgetRule(
        id: "loop-time", benchmark: Self.loop, metric: "wallClock", limit: limit, owner: "storage",
        note: "seen at start"))
    try repository.commit()
  }

  private func gate(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await scripted.start(
      ["gate", "--filter", "ScriptedBenchmarks.WorkPerformance"] + arguments, environment: environment, in: package
    ).outcome()
  }

  @Test("A change that exceeds a limit is red, though its regression is within the tolerance")
  func change() async throws {
    try await record("loop 20000", committing: "loop 20000", limit: 21_000)
    let green = try await gate()
    #expect(green.status == 0, "\(green)")
    try repository.write("loop 23000\n", to: "work")
    let outcome = try await gate("--json")
    #expect(outcome.status == 1, "\(outcome)")
    let report = try GateReport(outcome)
    #expect(report.red == ["loop() overBudget/budgetExceeded"], "\(report.all)")
    let text = report.text(of: "loop()")
    for part in ["confirmed against ", "the base: 20", "'loop-time' of storage", "headroom −9.5 %", "seen at start"] {
      #expect(text.contains(part), "\(text)")
    }
  }

  @Test("A slower machine exceeds it without a change: the row says that the base is over as well, and it is green")
  func slowerMachine() async throws {
    try await record("loop 13000", committing: "loop 20000", limit: 15_000)
    let identical = try await gate()
    #expect(identical.status == 0 && identical.output.contains("over budget"), "\(identical)")
    #expect(identical.output.contains("the base is over as well"), "\(identical)")
    try repository.write("loop 20000\nallocate.time 5100\n", to: "work")
    let outcome = try await gate()
    #expect(outcome.status == 0 && outcome.output.contains("over budget"), "\(outcome)")
    #expect(outcome.output.contains("the base is over as well: 20"), "\(outcome)")
  }

  @Test("Against another commit both builds are measured anyway")
  func against() async throws {
    try await record("loop 20000", committing: "loop 27000", limit: 25_000)
    try repository.write("loop 27000\nallocate.time 5100\n", to: "work")
    let old = try await gate("--against", "HEAD")
    #expect(old.status == 0 && old.output.contains("the base is over as well: 27"), "\(old)")
    try repository.write("loop 30000\nallocate.time 5100\n", to: "work")
    let new = try await gate("--against", "HEAD", "--json")
    #expect(try GateReport(new).red == [], "\(new)")
    try limit(
      BudgetRule(id: "loop-time", benchmark: Self.loop, metric: "wallClock", limit: 28_000))
    let crossed = try await gate("--against", "HEAD", "--json")
    #expect(try GateReport(crossed).red == ["loop() overBudget/budgetExceeded"], "\(crossed)")
  }

  @Test("Where no pair can be had the limit stands, counts need none, and warnings are never red")
  func alone() async throws {
    let package = try await ScriptedPackage.recorded()
    try limit(
      BudgetRule(id: "time", benchmark: Self.loop, metric: "wallClock", limit: 15_000),
      BudgetRule(id: "soft", benchmark: Self.loop, metric: "wallClock", limit: 10_000, severity: .warning),
      BudgetRule(id: "count", benchmark: BenchmarkPattern("*/allocate()"), metric: "allocations", limit: 5),
      BudgetRule(id: "relative", benchmark: BenchmarkPattern("*/labels()*"), metric: "wallClock", percent: 50),
      BudgetRule(id: "nowhere", benchmark: BenchmarkPattern("Other.*"), metric: "wallClock", limit: 1),
      BudgetRule(id: "unread", benchmark: Self.loop, metric: "instructions", percent: 5), in: package.folder.url)
    let report = try await package.report("--filter", "ScriptedBenchmarks.WorkPerformance")
    #expect(
      Set(report.red) == ["loop() overBudget/budgetExceeded", "allocate() overBudget/budgetExceeded"], "\(report.all)")
    #expect(report.verdicts.count { $0.verdict.outcome == .overBudget && !$0.isRed } == 1)
    #expect(report.verdicts.contains { $0.text.contains("not confirmed by a pair of builds") })
    let text = try await package.gate("--filter", "ScriptedBenchmarks.WorkPerformance")
    #expect((text.output + text.error).contains("the run did not read instructions: unread"), "\(text)")
    let checked = try await package.perftest("budget", "check")
    #expect(checked.status == 1 && checked.output.contains("count") && checked.output.contains("kept"), "\(checked)")
    let listed = try await package.perftest("budget", "list")
    #expect(listed.status == 0 && listed.output.contains("nowhere"), "\(listed)")
  }

  @Test("Limits are suggested from the runs that are kept, and added where there is none")
  func suggested() async throws {
    let package = try await ScriptedPackage.recorded()
    _ = try await package.gate("--filter", "ScriptedBenchmarks.WorkPerformance")
    let printed = try await package.perftest("budget", "suggest", "allocate()")
    #expect(printed.status == 0 && printed.output.contains("\"metric\": \"allocations\""), "\(printed)")
    let written = try await package.perftest("budget", "suggest", "--write")
    #expect(written.status == 0 && written.output.contains(" added to "), "\(written)")
    let count = try BudgetFile(in: package.baselinesFolder).read().count
    let again = try await package.perftest("budget", "suggest", "--write")
    #expect(again.output.contains("0 budgets added") && again.output.contains("\(count) kept"), "\(again)")
    let green = try await package.gate("--filter", "ScriptedBenchmarks.WorkPerformance")
    #expect(green.status == 0, "\(green)")
  }
}
