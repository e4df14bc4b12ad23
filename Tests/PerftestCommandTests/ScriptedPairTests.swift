import Foundation
import PerformanceRecords
import PerformanceSystem
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
    "Instructions that the other build alone cannot count are not comparable without a baseline, and never new",
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
    let expected: Set = ["endless() same/countEqual", "endless() incomparable/baseUnusable"]
    #expect(report.of("endless()") == expected, "\(outcome)")
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

  @Test("Only counts on file are judged when the other commit does not build; new ones are red in CI")
  func brokenBase() async throws {
    try repository.write("", to: Self.path + "/broken")
    try repository.commit("broken")
    try FileManager.default.removeItem(at: package.appendingPathComponent("broken"))
    try edit("loop 60000")
    let outcome = try await gate("--against", "HEAD")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.error.contains("times are not judged") && outcome.error.contains("cannot find 'x' in scope"))
    #expect(outcome.output.contains(" incomparable: there is nothing to compare with: "), "\(outcome)")
    let line = "times were not judged: \(try head) (HEAD) does not build: "
    #expect(outcome.lastLine.hasPrefix(line) && outcome.lastLine.hasSuffix("swift run perftest record"), "\(outcome)")
    let ci = try await gate("--against", "HEAD", environment: ["CI": "true"])
    #expect(ci.status == 1 && ci.output.contains("4 new, 4 incomparable – RED") && ci.lastLine.hasPrefix(line), "\(ci)")
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

  @Test("A regression that was accepted on another machine passes once, and not again on top of it")
  func accepted() async throws {
    let loop = BenchmarkID(module: ScriptedPackage.module, suite: ["WorkPerformance"], test: "loop()")
    let accepted = AcceptedRegression(
      benchmark: loop, metric: "wallClock", unit: .nanoseconds, baseline: 20_000, value: 27_000,
      toolchain: "another", machine: "another", reason: "it is more careful", since: Day(Date()),
      until: Day(Date(timeIntervalSinceNow: 30 * 86_400)))
    try AcceptanceFile(in: package.appendingPathComponent("baselines")).write([accepted])
    try edit("loop 27000")
    let first = try await gate("--against", "HEAD", "--json")
    #expect(first.status == 0, "\(first)")
    #expect(try GateReport(first).of("loop()").contains("loop() accepted/everySessionWorse"), "\(first)")
    try repository.commit("it is more careful, and slower")
    try edit("loop 36000")
    let again = try await gate("--against", "HEAD", "--json")
    #expect(again.status == 1, "\(again)")
    #expect(try GateReport(again).red == ["loop() regressed/everySessionWorse"], "\(again)")
  }

  private var head: String {
    get throws { try repository.run(["rev-parse", "--short=12", "HEAD"]) }
  }

  @Test("A machine without times takes a pair by default, and the last line says with which commit")
  func byDefault() async throws {
    let first = try head
    let alone = try await gate()
    #expect(alone.status == 0 && alone.output.contains(" new – nothing judged"), "\(alone)")
    #expect(
      alone.lastLine
        == "times were not judged: no times are recorded for this machine, and HEAD is the first commit of its "
        + "history; to judge them here: swift run perftest record", "\(alone)")
    try edit("loop 27000")
    let changed = try await gate()
    #expect(changed.status == 1 && changed.output.contains("loop()") && changed.output.contains("+35 %"), "\(changed)")
    #expect(changed.lastLine == "times compared with \(first) (HEAD)", "\(changed)")
    try edit("")
    try repository.write("more\n", to: "README.md")
    try repository.commit("a word")
    let clean = try await gate()
    #expect(clean.status == 0 && clean.output.contains(": 3 same – green"), "\(clean)")
    #expect(
      clean.lastLine == "times compared with \(first) (the commit before on main), whose build is the same", "\(clean)")
    let unpaired = try await gate("--no-pair")
    #expect(unpaired.lastLine.contains("and --no-pair is given"), "\(unpaired)")
  }

  private var baselines: URL { package.appendingPathComponent("baselines") }

  /// The files of baselines with times, of the usual work.
  private var timesOnFile: [URL] {
    get throws {
      try FolderContents(baselines).files.keys.filter { $0.hasSuffix(".json") && !$0.contains("/counts/") }
        .map(baselines.appendingPathComponent)
    }
  }

  private func fileBaselines() async throws {
    let recorded = try await ScriptedPackage.recorded()
    // The folder lives as long as the package.
    try withExtendedLifetime(recorded) {
      try FileManager.default.copyItem(at: recorded.baselinesFolder, to: baselines)
    }
  }

  private func removeTimes() throws { for file in try timesOnFile { try FileManager.default.removeItem(at: file) } }

  @Test(
    "A machine without times takes a pair for them, and judges counts by the baselines that an earlier commit missed")
  func countsOnFile() async throws {
    try await fileBaselines()
    try removeTimes()
    try edit("allocate 13")
    try repository.commit("it allocates more, and nobody has judged it")
    try edit("allocate 13\nloop 20001")
    let outcome = try await gate("--json")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(try GateReport(outcome).red == ["allocate() regressed/countGrew"], "\(outcome)")
    let shown = try await gate()
    #expect(try shown.lastLine == "times compared with \(head) (HEAD), counts with the baselines", "\(shown)")
    #expect(shown.output.contains("if intended: swift run perftest record --filter"), "\(shown)")
    let named = try await gate("--against", "HEAD")
    #expect(try named.status == 0 && named.lastLine == "times compared with \(head) (HEAD)", "\(named)")
  }

  @Test("Where the other build fails, counts are judged by the baselines all the same, and times are not comparable")
  func failingBase() async throws {
    try await fileBaselines()
    try removeTimes()
    try edit("allocate.exits")
    try repository.commit("a benchmark that ends its process")
    try edit("allocate 13")
    let outcome = try await gate("--json")
    #expect(outcome.status == 1, "\(outcome)")
    let report = try GateReport(outcome)
    #expect(
      report.of("allocate()") == ["allocate() regressed/countGrew", "allocate() incomparable/baseUnusable"],
      "\(outcome)")
    #expect(report.red == ["allocate() regressed/countGrew"], "\(outcome)")
  }

  @Test("A limit of a count that both builds exceed is red, also where nothing but the limit was changed")
  func countOverBudget() async throws {
    try await fileBaselines()
    try removeTimes()
    try repository.commit("baselines")
    try BudgetFile(in: baselines).write([
      BudgetRule(id: "few", benchmark: BenchmarkPattern("*/allocate()"), metric: "allocations", limit: 10)
    ])
    let outcome = try await gate("--json")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(try GateReport(outcome).red == ["allocate() overBudget/budgetExceeded"], "\(outcome)")
    try repository.commit("a lower limit")
    try repository.write("more\n", to: "README.md")
    let same = try await gate()
    #expect(same.status == 0 && same.lastLine.hasSuffix("whose build is the same"), "\(same)")
  }

  @Test("A machine with times of a part of the benchmarks takes a pair for all, unless the others are not selected")
  func someTimes() async throws {
    try await fileBaselines()
    for file in try timesOnFile {
      let other = file.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("another-machine")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: file, to: other.appendingPathComponent(file.lastPathComponent))
      var document = try BaselineStore.read(file)
      document.benchmarks.removeAll { $0.test == "loop()" }
      try PrettyJSON.encode(document).write(to: file)
    }
    try repository.commit("baselines")
    try edit("loop 27000")
    let outcome = try await gate("--json")
    #expect(try GateReport(outcome).red == ["loop() regressed/everySessionWorse"], "\(outcome)")
    let line = "no times of 1 benchmark are recorded for this machine: comparing with a build of \(try head)"
    #expect(outcome.status == 1 && outcome.error.contains(line), "\(outcome)")
    let others = try await gate("--skip", "loop")
    #expect(others.status == 0 && others.lastLine == "times compared with the baselines of this machine", "\(others)")
  }

  @Test(
    "Instructions of a case without a baseline are compared with the other build, those of its function's others not",
    .enabled(if: EndToEndTests.hasValgrind))
  func newCase() async throws {
    let cases = ["--filter", "SilentPerformance/each"]
    let recorded = try await scripted.start(["record"] + cases, in: package, counts: true).outcome()
    try #require(recorded.status == 0, "\(recorded)")
    try removeTimes()
    try edit("cases 3")
    try repository.commit("a case without a baseline")
    try edit("cases 3\nloop 20001")
    let outcome = try await scripted.start(["gate", "--json"] + cases, in: package, counts: true).outcome()
    let instructions = try GateReport(outcome).verdicts.map(\.verdict).filter { $0.metric?.name == "instructions" }
    #expect(instructions.map(\.benchmark?.label) == ["0", "1", "2"], "\(outcome)")
    #expect(instructions.allSatisfy { $0.outcome == .same }, "\(outcome)")
  }

  @Test("A planted slowdown is measured, though both builds are the same", arguments: ["1.5", "work:1.5"])
  func planted(slowdown: String) async throws {
    let outcome = try await gate("--against", "HEAD", environment: ["PERFTEST_SLOWDOWN": slowdown])
    #expect(outcome.status == 1 && outcome.output.contains("loop()"), "\(outcome)")
  }

  @Test("Continuous integration compares with where the commit left the branch of its pull request")
  func pullRequest() async throws {
    let ci = ["CI": "true"]
    let first = try head
    try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    try repository.git("checkout", "-q", "--detach")
    try edit("loop 60000")
    try repository.commit("slower")
    let slower = try head
    let paired = try await gate(environment: ci)
    #expect(paired.status == 1 && paired.lastLine == "times compared with \(first) (origin/main)", "\(paired)")
    let unpaired = try await gate("--no-pair", environment: ci)
    #expect(unpaired.status == 1 && unpaired.output.contains(" new – RED"), "\(unpaired)")
    // A release branch that is slower than the default branch, and a change on top of it.
    try repository.git("update-ref", "refs/remotes/origin/release", "HEAD")
    try edit("loop 61000")
    try repository.commit("on top")
    let release = try await gate(
      environment: ci.merging(["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "release"]) { $1 })
    #expect(release.status == 0 && release.lastLine == "times compared with \(slower) (origin/release)", "\(release)")
    // A build of no known service.
    let unmarked = try await gate(environment: ci.merging(["GITHUB_BASE_REF": "release"]) { $1 })
    #expect(unmarked.status == 0 && unmarked.lastLine == release.lastLine, "\(unmarked)")
    let unknown = try await gate(environment: ci.merging(["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "next"]) { $1 })
    #expect(
      unknown.status == 1 && unknown.lastLine.contains("the branch 'next', the target of the pull request"),
      "\(unknown)")
    #expect(unknown.lastLine.contains("git fetch --deepen=50 origin 'next:refs/remotes/origin/next'"), "\(unknown)")
  }

  @Test(
    "On the default branch continuous integration compares with the commit before, though a step has left a file",
    arguments: ["CI", "TF_BUILD"])
  func defaultBranch(variable: String) async throws {
    let first = try head
    try edit("loop 60000")
    try repository.commit("slower")
    try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    try repository.write("left", to: "step.log")
    let merged = try await gate(environment: [variable: "true"])
    #expect(merged.status == 1, "\(merged)")
    #expect(merged.lastLine == "times compared with \(first) (the commit before on origin/main)", "\(merged)")
  }

  @Test("A first gate builds nothing to compare with where the commit has no benchmark yet")
  func firstGate() async throws {
    try repository.write("import PerformanceTesting\n", to: Self.path + "/Tests/New.swift")
    let outcome = try await gate()
    #expect(outcome.status == 0 && !outcome.error.contains("comparing with"), "\(outcome)")
    #expect(outcome.lastLine.contains("\(try head) (HEAD) has no benchmark; to judge them here: "), "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: repository.state(of: Self.path).path + "/pair"))
  }

  @Test("Counts are judged where the commit of a submodule is not there, and the last line says what to fetch")
  func missingSubmoduleCommit() async throws {
    let inner = try ScratchRepository()
    try inner.write("one", to: "inner")
    try inner.commit()
    try repository.git("submodule", "add", "-q", "file://" + inner.url.path, "Modules/inner")
    try repository.commit("a submodule")
    let module = repository.url.appendingPathComponent("Modules/inner")
    let elsewhere = "0123456789012345678901234567890123456789"
    try repository.git("update-index", "--cacheinfo", "160000,\(elsewhere),Modules/inner")
    try repository.git("commit", "-q", "-m", "a commit of it that nobody has")
    try repository.git("add", "Modules/inner")
    try repository.git("commit", "-q", "-m", "one that is there")
    #expect(FileManager.default.fileExists(atPath: module.path))
    let outcome = try await gate("--against", "HEAD~1")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.lastLine.contains("cannot be exported: the submodule Modules/inner has no commit"), "\(outcome)")
    #expect(outcome.lastLine.contains("fetch it: git -C 'Modules/inner' fetch origin"), "\(outcome)")
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
