import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// By the scripted clock: a slower machine is a baseline that was recorded of faster work than its commit has.
@Suite("A slower time is measured again beside its baseline's commit", .inTurns, .timeLimit(.minutes(60)))
struct ConfirmationTests {
  private let repository: ScratchRepository
  private let scripted: ScriptedPackage
  private var package: URL { repository.url }

  init() throws {
    repository = try ScratchRepository()
    scripted = try ScriptedPackage()
    try repository.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try repository.write(".perftest/\n", to: ".gitignore")
  }

  /// Changes what the benchmarks do, as an edit of their source does.
  private func edit(_ work: String) throws { try repository.write(work + "\n", to: "work") }

  /// Files a baseline of some work, and commits it with other work.
  private func record(_ recorded: String, committing work: String) async throws {
    try edit(recorded)
    try await record()
    try edit(work)
    try repository.commit()
  }

  /// Files the baseline of the usual work that all tests share, and commits it with that work.
  private func commitUsualBaseline() async throws {
    try edit("")
    let recorded = try await ScriptedPackage.recorded()
    try FileManager.default.copyItem(at: recorded.baselinesFolder, to: package.appendingPathComponent("baselines"))
    try repository.commit()
  }

  /// Files a baseline of the work as it is.
  private func record(_ arguments: String..., of filter: String = "WorkPerformance") async throws {
    let outcome = try await scripted.start(
      ["record", "--rounds", "12", "--filter", filter] + arguments, in: package
    ).outcome()
    try #require(outcome.status == 0, "\(outcome)")
  }

  private func gate(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await scripted.start(
      ["gate", "--filter", "ScriptedBenchmarks.WorkPerformance"] + arguments, environment: environment, in: package
    ).outcome()
  }

  private var head: String {
    get throws { try repository.git("rev-parse", "--short=12", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  @Test("It is red when the new build is slower than that commit as well, and the message has the numbers")
  func slower() async throws {
    try await commitUsualBaseline()
    try edit("loop 27000")
    let before = try repository.usersView()
    let outcome = try await gate()
    #expect(outcome.status == 1, "\(outcome)")
    let commit = try head
    #expect(outcome.output.contains("confirmed against \(commit): +35.0 %"), "\(outcome)")
    #expect(outcome.output.contains("1 candidate compared with \(commit): "), "\(outcome)")
    #expect(outcome.error.contains("confirming 1 candidate against \(commit)\n"), "\(outcome)")
    #expect(outcome.error.contains("building \(commit) to confirm 1 candidate ("), "\(outcome)")
    let log = try #require(StateFolder(package: package, environment: [:]).eventLogs.first)
    let pairs = try EventLogReader.all(of: log).count {
      if case .session(let taken) = $0.body { taken.side == .base } else { false }
    }
    #expect(pairs > 0)
    #expect(try repository.usersView() == before)
    let again = try await gate("--json", environment: ["PERFTEST_LOG": "info"])
    let report = try GateReport(again)
    #expect(report.red == ["loop() regressed/confirmedByPair"], "\(report)")
    #expect(again.error.contains("confirming 1 candidate against \(commit)\n"), "\(again)")
    #expect(!again.error.contains("building \(commit)"), "\(again)")
    #expect(
      report.verdicts.count { $0.verdict.function.test == "loop()" && $0.verdict.metric?.name == "wallClock" } == 1)
    let audit = try String(
      contentsOf: package.appendingPathComponent(".perftest/logs/audit/audit.jsonl"), encoding: .utf8)
    #expect(audit.components(separatedBy: "\"moreSessions\"").count == 2, "\(audit)")
  }

  @Test("It is the same on a slower machine, without a build where no file differs from that commit")
  func slowerMachine() async throws {
    try await record("loop 13000", committing: "loop 20000")
    let outcome = try await gate()
    #expect(outcome.status == 0, "\(outcome)")
    let commit = try head
    #expect(
      outcome.output.contains(
        "the machine is slower than it was, the code is not: against \(commit) the files are the same"), "\(outcome)")
  }

  @Test("It is the same on a slower machine when other code changed")
  func slowerMachineAndEdit() async throws {
    try await record("loop 13000", committing: "loop 20000")
    try edit("loop 20000\nallocate.time 5100")
    let outcome = try await gate()
    #expect(outcome.status == 0, "\(outcome)")
    let commit = try head
    #expect(outcome.output.contains("the code is not: against \(commit) "), "\(outcome)")
    #expect(outcome.output.contains(" pairs"), "\(outcome)")
  }

  @Test("It is red on a slower machine when the code is slower by itself")
  func both() async throws {
    try await record("loop 13000", committing: "loop 20000")
    try edit("loop 1000000")
    let report = try GateReport(try await gate("--json"))
    #expect(report.red == ["loop() regressed/confirmedByPair"], "\(report)")
  }

  @Test("A planted slowdown is confirmed: the other build is not slowed down")
  func planted() async throws {
    try await commitUsualBaseline()
    let outcome = try await gate("--json", environment: ["PERFTEST_SLOWDOWN": "1.5"])
    let report = try GateReport(outcome)
    #expect(outcome.status == 1 && report.red.contains("loop() regressed/confirmedByPair"), "\(outcome)")
  }

  @Test(
    "The file decides where no pair can be built, and the message has the reason",
    arguments: ["forbidden", "no repository", "no commit", "does not build"])
  func unavailable(cause: String) async throws {
    try await commitUsualBaseline()
    if cause == "does not build" {
      try repository.write("", to: "broken")
      try repository.git("add", "-A")
      try repository.git("commit", "-q", "--amend", "-m", "broken")
      try FileManager.default.removeItem(at: package.appendingPathComponent("broken"))
    }
    if cause == "no repository" || cause == "no commit" {
      try FileManager.default.removeItem(at: package.appendingPathComponent(".git"))
    }
    if cause == "no commit" { try repository.git("init", "-q") }
    try edit("loop 60000")
    let outcome = try await gate("--json", cause == "forbidden" ? "--no-confirm" : "--all")
    let report = try GateReport(outcome)
    #expect(report.red == ["loop() regressed/everySessionWorse"], "\(outcome)")
    #expect(
      report.verdicts.count { $0.verdict.function.test == "loop()" && $0.verdict.metric?.name == "wallClock" } == 1)
    let reason =
      switch cause {
      case "forbidden": "--no-confirm is given"
      case "no repository": "cannot be read as a git checkout"
      case "no commit": "the repository has no commit yet"
      default: "does not build: "
      }
    let text = report.text(of: "loop()")
    #expect(text.contains("not confirmed by a pair of builds: ") && text.contains(reason), "\(outcome)")
  }

  @Test("A shallow clone that ends before that commit names the command to fetch it, and the file decides")
  func shallow() async throws {
    try await commitUsualBaseline()
    try repository.write("more", to: "README.md")
    try repository.commit("another")
    let clone = try ScratchRepository(cloning: repository.url, arguments: ["--depth", "1"])
    try clone.write("loop 60000\n", to: "work")
    let outcome = try await scripted.start(
      ["gate", "--filter", "ScriptedBenchmarks.WorkPerformance"], in: clone.url
    ).outcome()
    #expect(outcome.status == 1 && outcome.output.contains("fetch-depth: 0"), "\(outcome)")
  }

  @Test("Of several baselines the newest commit serves, unless one became slower between its own and that")
  func severalCommits() async throws {
    try await commitUsualBaseline()
    let first = try head
    // A commit that records one benchmark anew, beside a slowdown of the other that nobody saw.
    try edit("loop 27000\nlabels 6500")
    try await record("--replace", of: "WorkPerformance/labels")
    try repository.commit("labels are slower")
    try edit("loop 27000\nlabels 9000")
    let report = try await gate()
    #expect(report.status == 1, "\(report)")
    let second = try head
    #expect(report.output.contains("confirmed against \(second): +38.5 %"), "\(report)")
    #expect(report.output.contains("confirmed against \(first): +35.0 %"), "\(report)")
  }

  @Test("A baseline that is not committed yet is of the commit that was checked out when it was recorded")
  func uncommitted() async throws {
    try edit("")
    try repository.commit()
    try await record()
    try edit("loop 27000")
    let gate = try await gate()
    let commit = try head
    #expect(gate.status == 1 && gate.output.contains("confirmed against \(commit): +35.0 %"), "\(gate)")
  }

  @Test("Code that became slower after its baseline was recorded is red, also when both are committed together")
  func committedTogether() async throws {
    try edit("")
    try repository.commit()
    try await record()
    let first = try head
    try edit("loop 60000")
    try repository.commit("the baseline, and slower code")
    let gate = try await gate()
    #expect(gate.status == 1 && gate.output.contains("confirmed against \(first): +200 %"), "\(gate)")
  }

  @Test("A baseline that was recorded beside a new file is not of the commit that lacks it")
  func recordedBesideNewFile() async throws {
    try repository.commit()
    try await record("", committing: "")
    try edit("loop 27000")
    let gate = try await gate()
    let commit = try head
    #expect(gate.status == 1 && gate.output.contains("confirmed against \(commit): +35.0 %"), "\(gate)")
  }

  @Test("A commit that files another tolerance is not the commit of the numbers")
  func otherTolerance() async throws {
    try await commitUsualBaseline()
    let first = try head
    let file = try #require(
      FolderContents(package.appendingPathComponent("baselines")).files.keys.first { path in
        path.contains("WorkPerformance") && !path.contains("counts")
      })
    let baseline = package.appendingPathComponent("baselines/" + file)
    let text = try String(contentsOf: baseline, encoding: .utf8)
    let name = #""name": "wallClock","#
    let changed = text.replacing(name, with: name + #" "tolerance": {"absolute": 0, "relative": 0.21},"#)
    try #require(changed != text)
    try Data(changed.utf8).write(to: baseline)
    try edit("loop 27000")
    try repository.commit("another tolerance, and slower code")
    let gate = try await gate()
    #expect(gate.status == 1 && gate.output.contains("confirmed against \(first): +35.0 %"), "\(gate)")
  }

  @Test("A baseline whose commit was rewritten is of the commit that has its files")
  func rewrittenCommit() async throws {
    try edit("")
    try repository.commit()
    try await record()
    try edit("loop 60000")
    try repository.commit("the baseline, and slower code")
    // A rebase gives both commits other hashes, and a clone has none of the old ones.
    func rewrite(_ commit: String, on parent: String? = nil) throws -> String {
      let parents = parent.map { ["-p", $0] } ?? []
      return try repository.run(["commit-tree", commit + "^{tree}", "-m", "rewritten"] + parents)
    }
    let first = try rewrite("HEAD~1")
    try repository.git("reset", "-q", "--hard", rewrite("HEAD", on: first))
    let clone = try ScratchRepository(cloning: repository.url)
    let outcome = try await scripted.start(
      ["gate", "--filter", "ScriptedBenchmarks.WorkPerformance"], in: clone.url
    ).outcome()
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("confirmed against \(first.prefix(12)): +200 %"), "\(outcome)")
  }

  @Test("A baseline of a nested package is of the commit with the library that it measured, in the folder above")
  func nestedPackage() async throws {
    let nested = package.appendingPathComponent("Benchmarks")
    try repository.write("// swift-tools-version: 6.3\n", to: "Benchmarks/Package.swift")
    try FileManager.default.createSymbolicLink(
      atPath: nested.appendingPathComponent("work").path, withDestinationPath: "../work")
    try edit("loop 60000")
    try repository.commit("a slow library")
    try edit("")
    let recording = try await scripted.start(
      ["record", "--rounds", "12", "--filter", "WorkPerformance"], in: nested
    ).outcome()
    try #require(recording.status == 0, "\(recording)")
    try repository.commit("a faster library, and its baseline")
    let recorded = try head
    try edit("loop 60000")
    let outcome = try await scripted.start(
      ["gate", "--filter", "ScriptedBenchmarks.WorkPerformance"], in: nested
    ).outcome()
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("confirmed against \(recorded): +200 %"), "\(outcome)")
  }

  @Test("A candidate that cannot be measured at its own commit is judged by the file, though a newer one is as slow")
  func unmeasurableAtItsCommit() async throws {
    try edit("loop.exits")
    try repository.commit("it cannot be measured")
    let own = try head
    try edit("")
    try await record()
    // As if it had been recorded at that commit, without a change.
    for (path, _) in try FolderContents(package.appendingPathComponent("baselines")).files where path.hasSuffix(".json")
    {
      let file = package.appendingPathComponent("baselines/" + path)
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing(own + "+changes", with: own).utf8).write(to: file)
    }
    try edit("loop 27000\nlabels 6500")
    try await record("--replace", of: "WorkPerformance/labels")
    try repository.commit("labels are recorded anew, and the loop is slower")
    try edit("loop 27000\nlabels 9000")
    let report = try GateReport(try await gate("--json"))
    #expect(report.red.contains("loop() regressed/everySessionWorse"), "\(report)")
    #expect(report.text(of: "loop()").contains("it cannot be measured at \(own): it ended its process"), "\(report)")
  }

  @Test("Waiting for another comparison does not count as building")
  func waitingForAnotherPair() async throws {
    try await commitUsualBaseline()
    try edit("loop 27000")
    let folder = package.appendingPathComponent(".perftest/pair")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let command: RunningCommand
    do {
      let lock = try MachineLock.take(
        file: folder.appendingPathComponent("lock"), waiting: { _ in }, isWanted: { true })
      command = try scripted.start(["gate", "--filter", "ScriptedBenchmarks.WorkPerformance"], in: package)
      try await command.wait { $0.errorSoFar.contains("which compares builds of this package") }
      try scripted.clock.advance(by: .seconds(5000))
      _ = consume lock
    }
    let outcome = try await command.outcome()
    #expect(outcome.status == 1, "\(outcome)")
    let log = try #require(StateFolder(package: package, environment: [:]).eventLogs.first)
    let costs = try EventLogReader.all(of: log).compactMap { event in
      if case .confirmed(let cost) = event.body { cost } else { nil }
    }
    #expect(costs.count == 1 && costs.allSatisfy { $0.buildSeconds < 1000 && $0.measureSeconds > 0 }, "\(costs)")
  }

  @Test("'swift test' by hand takes no pair and names the command that does")
  func byHand() async throws {
    let package = try await ScriptedPackage.recorded(work: "loop 60000")
    let outcome = try await package.swiftTest("--filter", "WorkPerformance/loop")
    #expect(
      outcome.status == 1 && outcome.text.contains("not confirmed by a pair of builds: 'swift run perftest gate' "))
  }
}
