import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// By the scripted clock: the times of both sides are what a file of each commit says.
@Suite("A gate against another commit, by a scripted clock", .inTurns, .timeLimit(.minutes(60)))
struct ScriptedPairTests {
  private let repository: ScratchRepository
  private let scripted: ScriptedPackage
  private static let path = "packages/fast"
  private var package: URL { repository.url.appendingPathComponent(Self.path) }

  init() throws {
    repository = try ScratchRepository()
    scripted = try ScriptedPackage()
    try repository.write("// swift-tools-version: 6.3\n", to: Self.path + "/Package.swift")
    try repository.write(".perftest/\n", to: ".gitignore")
    try edit("")
    try repository.commit()
  }

  /// Changes what the benchmarks do, as an edit of their source does.
  private func edit(_ work: String) throws { try repository.write(work + "\n", to: Self.path + "/work") }

  private func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
    try scripted.start(
      ["gate"] + arguments + ["--filter", "ScriptedBenchmarks.WorkPerformance"], environment: environment, in: package)
  }

  private func gate(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(arguments, environment: environment).outcome()
  }

  @Test("Nothing is measured when nothing differs")
  func same() async throws {
    let before = try repository.usersView()
    let clean = try await gate("--against", "HEAD")
    #expect(clean.status == 0 && clean.output.contains(": 3 same – green"), "\(clean)")
    #expect(clean.error.contains("the files are the same") && !clean.error.contains("round"), "\(clean)")
    #expect(try repository.usersView() == before)
  }

  @Test("Exactly the slower times and a count that grew are red; both sides were measured equally often")
  func red() async throws {
    try edit("loop 27000\nallocate 13")
    let before = try repository.usersView()
    let outcome = try await gate("--against", "HEAD", "--json")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(
      try GateReport(outcome).red == ["loop() regressed/everySessionWorse", "allocate() regressed/countGrew"],
      "\(outcome)")
    #expect(try repository.usersView() == before)
    let log = try #require(StateFolder(package: package, environment: [:]).eventLogs.first)
    let events = try EventLogReader.all(of: log)
    let sides = events.compactMap { if case .session(let taken) = $0.body { taken.side } else { nil } }
    #expect(sides.contains(.base) && sides.count { $0 == .base } == sides.count { $0 == .head })
  }

  @Test(
    "Instructions are counted of both sides, and a red one names the function",
    .enabled(if: EndToEndTests.hasValgrind))
  func instructions() async throws {
    try edit("allocate 40")
    let outcome = try await gate("--against", "HEAD", "--cycles", "--json")
    let grown = try GateReport(outcome).verdicts.filter(\.isRed).map(\.verdict)
    #expect(grown.allSatisfy { $0.function.test == "allocate()" }, "\(outcome)")
    let instructions = try #require(grown.first { $0.metric?.name == "instructions" }, "\(outcome)")
    #expect(instructions.reason == .countGrew && (instructions.ratio ?? 0) > 1.5)
    let cause = try #require(instructions.cause, "\(outcome)")
    #expect(cause.ratio > 1.5 && cause.functions.allSatisfy { $0.change > 0 } && !cause.functions.isEmpty, "\(outcome)")
  }

  @Test(
    "Instructions that the other build alone cannot count are compared with the file, and never new",
    .enabled(if: EndToEndTests.hasValgrind))
  func uncountableBase() async throws {
    try edit("endless.counted")
    try repository.commit()
    try edit("")
    let outcome = try await scripted.start(
      ["gate", "--against", "HEAD", "--cycles", "--json", "--filter", "FailingPerformance/endless"], in: package
    ).outcome()
    #expect(outcome.status == 0, "\(outcome)")
    let report = try GateReport(outcome)
    #expect(report.of("endless()") == ["endless() same/countEqual"], "\(outcome)")
  }

  @Test("A time that became a tenth slower is the same, and a faster one is an improvement")
  func tolerated() async throws {
    try edit("loop 22000\nallocate.time 2500")
    let outcome = try await gate("--against", "HEAD", "--json")
    #expect(outcome.status == 0, "\(outcome)")
    let report = try GateReport(outcome)
    #expect(report.of("loop()").contains("loop() same/withinTolerance"), "\(outcome)")
    #expect(report.of("allocate()").contains { $0.hasPrefix("allocate() improved/") }, "\(outcome)")
  }

  @Test("Only counts on file are judged when the other commit does not build")
  func brokenBase() async throws {
    try repository.write("", to: Self.path + "/broken")
    try repository.commit("broken")
    try FileManager.default.removeItem(at: package.appendingPathComponent("broken"))
    try edit("loop 60000")
    let outcome = try await gate("--against", "HEAD")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.error.contains("times are not judged") && outcome.error.contains("cannot find 'x' in scope"))
    #expect(outcome.output.contains(" incomparable: there is nothing to compare with: HEAD "), "\(outcome)")
  }

  @Test("A benchmark that was removed is red while it is on file, and listed where it is not")
  func missing() async throws {
    let each = ["--against", "HEAD", "--json", "--filter", "SilentPerformance/each"]
    func report() async throws -> (CommandOutcome, GateReport) {
      let outcome = try await scripted.start(["gate"] + each, in: package).outcome()
      return (outcome, try GateReport(outcome))
    }
    try edit("cases 1")
    let (listed, unfiled) = try await report()
    #expect(listed.status == 0, "\(listed)")
    #expect(unfiled.of("each(number:)").contains("each(number:) incomparable/onlyInBase"), "\(listed)")
    let recorded = try await ScriptedPackage.recorded()
    try FileManager.default.copyItem(
      at: recorded.baselinesFolder, to: package.appendingPathComponent("baselines"))
    let (red, filed) = try await report()
    #expect(red.status == 1, "\(red)")
    #expect(filed.red == ["each(number:) missing/notInRun"], "\(red)")
    try edit("silent gone-in 1")
    let (metric, metrics) = try await report()
    #expect(metric.status == 1 && metrics.red == ["each(number:) missing/notInRun"], "\(metric)")
    #expect(metrics.verdicts.filter(\.isRed).map(\.verdict.metric?.name) == ["lines"], "\(metric)")
    try edit("cases 0")
    let (empty, none) = try await report()
    #expect(empty.status == 1 && none.red == ["each(number:) missing/notInRun"], "\(empty)")
  }

  @Test("Continuous integration takes a pair by default where a branch to compare with is known")
  func byDefault() async throws {
    let ci = ["CI": "true"]
    let alone = try await gate(environment: ci)
    #expect(alone.status == 1 && alone.error.contains("there is no default branch to compare with"), "\(alone)")
    try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    try repository.git("checkout", "-q", "--detach")
    try edit("loop 60000")
    try repository.commit("slower")
    let paired = try await gate(environment: ci)
    #expect(paired.status == 1 && paired.output.contains("against merge base with origin/main"), "\(paired)")
    let unpaired = try await gate("--no-pair", environment: ci)
    #expect(unpaired.status == 1 && unpaired.output.contains(" new – RED"), "\(unpaired)")
    try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    let merged = try await gate(environment: ci)
    #expect(merged.status == 1 && merged.output.contains("the commit before on origin/main"), "\(merged)")
  }

  @Test(
    "One that is killed while it measures leaves no process, lock or work tree, and the next one works",
    arguments: [SIGINT, SIGTERM, SIGKILL])
  func killed(signal: Int32) async throws {
    let held = try TemporaryFolder()
    let file = try held.write("", to: "held")
    try edit("slow \(file.path)")
    let before = try repository.usersView()
    let command = try scripted.start(
      ["gate", "--against", "HEAD", "--filter", "FailingPerformance/slow"], in: package)
    let run = PackageRun(package, command, lock: scripted.lock)
    _ = try await run.process(.session)
    kill(command.process, signal)
    #expect(try await command.outcome().status == nil)
    try await run.expectNothingLeft()
    try FileManager.default.removeItem(at: file)
    #expect(try repository.usersView() == before)
    let next = try await gate("--against", "HEAD")
    #expect(next.status == 0 && next.output.contains(" same – green"), "\(next)")
  }
}
