import Foundation
import PerformanceTestSupport
import Testing

/// A benchmark without a number is a row with its name and its cause, on file or not.
@Suite("Nothing passes in silence", .inTurns, .timeLimit(.minutes(60)))
struct SilenceTests {
  /// One way to give no number, and what a gate makes of it.
  struct Way: CustomTestStringConvertible, Sendable {
    var work: String
    var red: String
    var text: String

    init(_ work: String, _ red: String, _ text: String) {
      (self.work, self.red, self.text) = (work, red, text)
    }

    var testDescription: String { work }
  }

  private static let ended = "before its result was complete"

  /// A test that ends the process does so whether or not it is on file.
  static let endings = [
    Way("exit", "endedItself", "it ended its process (exit status 0) \(ended), in the 'measure' call at "),
    Way("exit 7", "endedItself", "(exit status 7) \(ended)"),
    Way("_exit 1", "endedItself", "(exit status 1) \(ended)"),
    Way("_exit 0", "endedItself", "(exit status 0) \(ended)"),
    Way("quick_exit", "endedItself", "(exit status 0) \(ended)"),
    Way("exec", "endedItself", "(exit status 0) \(ended)"),
    Way("kill", "crashed", "signal 9"),
    Way("exit-in-setup", "endedItself", ended),
    Way("exit-before", "endedItself", "(exit status 0) \(ended)"),
    Way("exit-after", "endedItself", ended),
    Way("exit-in-thread", "endedItself", ended),
    Way("exit-at-exit", "endedItself", "it ended its process (exit status 3) after its result"),
    Way("abort-at-exit", "crashed", "signal 6"),
    Way("abort-in-deinit", "crashed", "signal 6"),
    Way("endless-case", "timedOut", "did not end within 120 s"),
    Way("endless-before", "timedOut", "did not end within 120 s"),
    Way("endless-in-setup", "timedOut", "did not end within 120 s"),
    Way("endless-after", "timedOut", "did not end within 120 s"),
    Way("endless-at-exit", "timedOut", "did not end within 120 s"),
    Way("expect-then-exit", "endedItself", "in iteration 1: Expectation failed: "),
  ]

  /// A failure is one in whichever iteration it is.
  static let failures = [
    Way("expect 1", "expectationFailed", "in iteration 1: Expectation failed: "),
    Way("expect 2", "expectationFailed", "in one of iterations 2 to 3: Expectation failed: "),
    Way("expect 700", "expectationFailed", "in one of iterations "),
    Way("expect-from 2", "expectationFailed", "in one of iterations 2 to 3: "),
    Way("require 1", "expectationFailed", "in iteration 1: Expectation failed: "),
    Way("require 5", "expectationFailed", "in one of iterations 4 to 7: Expectation failed: "),
    Way("issue 1", "expectationFailed", "in iteration 1: planted (SilentPerformance.swift:"),
    Way("issue-in-setup", "expectationFailed", "no input"),
    Way("expect-before 1", "expectationFailed", "the fixture is whole"),
    Way("throw 5", "threw", "Broken() (in one of iterations 4 to 7)"),
    Way("require-after 1", "threw", "Expectation failed: "),
    Way("swallowed", "noResult", "its 'measure' call ended without a result"),
    Way("detached", "noResult", "is in a detached task or a thread of its own"),
    Way("nan", "notANumber", "the test recorded nan as 'lines', which is not a number from 0 up"),
    Way("infinite", "notANumber", "the test recorded inf as 'lines'"),
    Way("negative", "notANumber", "the test recorded -1.0 as 'lines'"),
  ]

  private static let silent = ["--filter", "SilentPerformance/silent"]

  private func gate(
    _ package: ScriptedPackage, _ arguments: [String] = silent, environment: [String: String] = [:]
  ) async throws -> (outcome: CommandOutcome, report: GateReport) {
    let outcome = try await package.start(["gate", "--json"] + arguments, environment: environment).outcome()
    return (outcome, try GateReport(outcome))
  }

  @Test("A benchmark that ends its process or records a failure is red", arguments: endings + failures)
  func onFile(way: Way) async throws {
    let package = try await ScriptedPackage.recorded(work: "silent \(way.work)")
    let (outcome, report) = try await gate(package)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(report.red == ["silent() failed/\(way.red)"], "\(outcome)")
    #expect(report.text(of: "silent()").contains(way.text), "\(outcome)")
    #expect(!report.text(of: "silent()").contains("ExpectationFailedError"))
  }

  @Test(
    "One that is not on file is red as well, by itself and in a recording, which does not file it",
    arguments: [endings[0], endings[4], failures[1], failures[6], failures[11], failures[13]])
  func notOnFile(way: Way) async throws {
    let package = try ScriptedPackage(work: "silent \(way.work)")
    let (outcome, report) = try await gate(package)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(report.red == ["silent() failed/\(way.red)"], "\(outcome)")
    let recorded = try await package.start(["record", "--rounds", "12"] + Self.silent).outcome()
    #expect(recorded.status == 1, "\(recorded)")
    #expect(recorded.error.contains("SilentPerformance/silent()") && recorded.error.contains(way.text), "\(recorded)")
    #expect(
      try !FileManager.default.fileExists(atPath: package.baselinesFolder.path) || package.baselines().files.isEmpty)
  }

  @Test("The tests after one that ends the process run, under 'swift test' too, and the report is complete")
  func others() async throws {
    let package = try await ScriptedPackage.recorded(work: "silent exit")
    let outcome = try await package.swiftTest("--filter", "SilentPerformance", "--filter", "WorkPerformance")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.text.contains("silent(): failed: it ended its process (exit status 0)"), "\(outcome)")
    #expect(outcome.text.contains("Test loop() passed") && outcome.text.contains("Test helper() passed"), "\(outcome)")
    #expect(outcome.text.contains("1 failed") && outcome.text.contains("RED"), "\(outcome)")
  }

  @Test(
    "A body that ends the process only where it is not measured turns the run red, and is named",
    arguments: ["exit-here", "_exit-here"])
  func onlyHere(way: String) async throws {
    let package = try await ScriptedPackage.recorded(work: "silent \(way)")
    let gated = try await package.start(["gate"] + Self.silent).outcome()
    #expect(gated.status == 1, "\(gated)")
    let sentence = "SilentPerformance/silent() ended the process when its test ran once after the measurements"
    #expect(gated.output.contains(sentence), "\(gated)")
    let recorded = try await package.start(["record", "--rounds", "12"] + Self.silent).outcome()
    #expect(recorded.status == 1 && recorded.error.contains(sentence), "\(recorded)")
    guard way == "exit-here" else { return }
    let tested = try await package.swiftTest("--filter", "SilentPerformance/silent")
    #expect(tested.status == 1 && tested.text.contains(sentence), "\(tested)")
  }

  @Test("A process that a test leaves running where it is not measured is killed, and reported")
  func daemonHere() async throws {
    let folder = try TemporaryFolder()
    let file = folder.file("daemon")
    let package = try await ScriptedPackage.recorded(work: "silent daemon-here 1 \(file.path)")
    let gated = try await package.start(["gate"] + Self.silent).outcome()
    #expect(gated.status == 0, "\(gated)")
    // It is found as the program that it is at that moment: setsid, or sleep.
    #expect(gated.error.contains("the tests left a process running, which was ended: s"), "\(gated)")
    let text = try folder.text(of: "daemon").trimmingCharacters(in: .whitespacesAndNewlines)
    let daemon = try #require(pid_t(text))
    #expect(kill(daemon, 0) != 0 && errno == ESRCH)
  }

  @Test("A body that never ends only where it is not measured has its deadline, and is named")
  func endlessHere() async throws {
    let package = try await ScriptedPackage.recorded(work: "silent endless-here")
    let sentence = "SilentPerformance/silent() did not end in time when its test ran once after the measurements"
    let gated = try await package.start(["gate"] + Self.silent).outcome()
    #expect(gated.status == 1 && gated.output.contains(sentence), "\(gated)")
    let tested = try await package.swiftTest("--filter", "SilentPerformance/silent")
    #expect(tested.status == 1 && tested.text.contains(sentence), "\(tested)")
  }

  @Test(
    "A benchmark on file whose call is never reached is missing, under a gate and in a recording that keeps it",
    arguments: ["no-measure", "no-iteration"])
  func notReached(way: String) async throws {
    let package = try await ScriptedPackage.recorded(work: "silent \(way)")
    let (outcome, report) = try await gate(package)
    #expect(outcome.status == 1 && report.red == ["silent() missing/notReached"], "\(outcome)")
    #expect(!report.text(of: "silent()").contains("removes it"))
    let before = try package.baselines()
    let recorded = try await package.start(["record", "--rounds", "12"] + Self.silent).outcome()
    #expect(recorded.status == 1 && recorded.error.contains("without reaching a 'measure' call"), "\(recorded)")
    #expect(recorded.error.contains("if intended, disable or delete the test"), "\(recorded)")
    #expect(try package.baselines() == before)
  }

  @Test("A test of a performance suite that measures nothing and is not on file is named, and not red")
  func helper() async throws {
    let package = try await ScriptedPackage.recorded()
    let outcome = try await package.gate("--filter", "SilentPerformance")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.output.contains(
        "warning: SilentPerformance/helper(): nothing was measured: no 'measure' call was reached"),
      "\(outcome)")
  }

  @Test("A list of arguments that became empty is missing where it was on file, else a warning")
  func noCases() async throws {
    let each = ["--filter", "SilentPerformance/each"]
    let package = try await ScriptedPackage.recorded(work: "cases 0")
    let (outcome, report) = try await gate(package, each)
    #expect(report.text(of: "each(number:)").contains("it has no cases"), "\(outcome)")
    #expect(outcome.status == 1 && report.red == ["each(number:) missing/noCases"], "\(outcome)")
    #expect(report.verdicts.count == 2, "\(outcome)")
    let fresh = try ScriptedPackage(work: "cases 0")
    let warned = try await fresh.gate("--filter", "SilentPerformance/each", "--filter", "WorkPerformance/loop")
    #expect(warned.status == 0, "\(warned)")
    #expect(warned.output.contains("warning: SilentPerformance/each(number:): no cases"), "\(warned)")
  }

  @Test("A suite whose only function lost all or some of its cases is red for each, and not where it is disabled")
  func fewerCasesOfASuite() async throws {
    let suite = ["--filter", "ManyCasesPerformance", "--filter", "WorkPerformance/loop"]
    let package = try ScriptedPackage(work: "many 3")
    let recorded = try await package.start(["record", "--rounds", "12"] + suite).outcome()
    try #require(recorded.status == 0, "\(recorded)")
    func gated(_ work: String) async throws -> (status: Int32?, missing: [String], all: Set<String>) {
      try package.edit(work)
      let (outcome, report) = try await gate(package, suite)
      let red = report.verdicts.filter(\.isRed).map(\.verdict)
      return (outcome.status, red.map { "\($0.subject.label ?? "") \($0.reason.name)" }.sorted(), report.all)
    }
    let none = try await gated("many 0")
    #expect(none.status == 1 && none.missing == ["0 noCases", "1 noCases", "2 noCases"], "\(none)")
    let one = try await gated("many 1")
    #expect(one.status == 1 && one.missing == ["1 notInRun", "2 notInRun"], "\(one)")
    let more = try await gated("many 4")
    #expect(more.status == 0 && more.missing.isEmpty, "\(more)")
    let disabled = try await gated("")
    #expect(disabled.status == 0 && disabled.missing.isEmpty, "\(disabled)")
    #expect(disabled.all.contains("each(number:) disabled/switchedOff"), "\(disabled)")
  }

  @Test("A removed case, and a metric that one of two cases no longer records, are missing")
  func lessOfACase() async throws {
    let each = ["--filter", "SilentPerformance/each"]
    let package = try await ScriptedPackage.recorded(work: "cases 1")
    let less = try await gate(package, each)
    #expect(less.outcome.status == 1 && less.report.red == ["each(number:) missing/notInRun"], "\(less)")
    try package.edit("silent gone-in 1")
    let gone = try await gate(package, each)
    #expect(gone.outcome.status == 1 && gone.report.red == ["each(number:) missing/notInRun"], "\(gone)")
    #expect(gone.report.verdicts.filter(\.isRed).map(\.verdict.subject.label) == ["1"], "\(gone)")
  }

  @Test("A failure in only one of many processes is red")
  func lastProcess() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("", to: "processes")
    let package = try await ScriptedPackage.recorded(work: "silent process 12 \(file.path)")
    let (outcome, report) = try await gate(package)
    #expect(outcome.status == 0 && report.red.isEmpty, "the first process is enough: \(outcome)")
    try folder.write("", to: "processes")
    let recorded = try await package.start(["record", "--rounds", "12"] + Self.silent).outcome()
    #expect(recorded.status == 1 && recorded.error.contains("in iteration 1: the last process"), "\(recorded)")
  }

  @Test("A known issue is allowed and reported, a warning is none, and a test that cancels itself is disabled")
  func allowed() async throws {
    let package = try await ScriptedPackage.recorded(work: "silent known")
    let known = try await package.start(["gate"] + Self.silent).outcome()
    #expect(known.output.components(separatedBy: "knownIssue: ").count == 2, "once: \(known)")
    try package.edit("silent warning")
    let warned = try await gate(package)
    #expect(!warned.report.all.contains { $0.contains("failed") }, "\(warned)")
    try package.edit("silent cancel")
    let cancelled = try await gate(package, ["--filter", "SilentPerformance"])
    #expect(cancelled.outcome.status == 0, "\(cancelled)")
    #expect(cancelled.report.of("silent()") == ["silent() disabled/switchedOff"], "\(cancelled)")
  }

  @Test("A disabled benchmark has a line with its name and is counted in the last line")
  func disabled() async throws {
    let package = try await ScriptedPackage.recorded(work: "disabled\nsuite")
    let outcome = try await package.gate(
      "--filter", "OptionalPerformance", "--filter", "FailingPerformance/optional",
      "--filter", "WorkPerformance/loop")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.output.contains("2 disabled: FailingPerformance/optional(), OptionalPerformance/whole()"), "\(outcome)")
    #expect(outcome.output.contains(", 2 disabled – green"), "\(outcome)")
    let alone = try await package.gate("--filter", "OptionalPerformance")
    #expect(alone.status == 1, "a green gate has measured something: \(alone)")
    #expect(alone.output.contains("nothing was measured: the selected tests are disabled"), "\(alone)")
  }

  @Test("A benchmark whose suite lost its trait is missing, and its body does not run; one of a disabled suite is not")
  func withoutTrait() async throws {
    let package = try await ScriptedPackage.recorded()
    let ran = package.folder.file("ran")
    try package.edit("suite\noutside.runs \(ran.path)")
    let forgotten = try await package.gate("--filter", "OrdinaryTests")
    #expect(forgotten.status != 0 && forgotten.error.contains("a suite with the trait '.performance'"), "\(forgotten)")
    try FileManager.default.removeItem(at: ran)
    try package.copyBaselines(of: "OptionalPerformance", "whole()", to: "OrdinaryTests", "outside()")
    let optional = ["--filter", "OptionalPerformance", "--filter", "WorkPerformance/loop"]
    let (outcome, report) = try await gate(package, ["--filter", "OrdinaryTests"] + optional)
    #expect(outcome.status == 1 && report.red == ["outside() missing/withoutTrait"], "\(outcome)")
    #expect(report.text(of: "outside()").contains("the test exists, but its suite has no '.performance': "))
    #expect(report.of("whole()") == ["whole() disabled/switchedOff"], "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: ran.path), "\(outcome)")
    // Nothing of a suite with the trait is selected.
    let (alone, itsReport) = try await gate(package, ["--filter", "OrdinaryTests"])
    #expect(alone.status == 1 && itsReport.red == ["outside() missing/withoutTrait"], "\(alone)")
    let disabled = try await gate(package, optional)
    #expect(disabled.outcome.status == 0 && disabled.report.red.isEmpty, "\(disabled)")
  }

  @Test("An expectation that fails only after the measurement of a session is a warning, and not red")
  func afterwards() async throws {
    let package = try await ScriptedPackage.recorded(work: "silent expect-after")
    let outcome = try await package.start(["gate"] + Self.silent).outcome()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.components(separatedBy: "failedAfterwards: ").count == 2, "\(outcome)")
    #expect(outcome.output.contains("too much is cached"), "\(outcome)")
  }

  @Test(
    "A trait that ends the process hides no test: its own are red, and where no test can be listed the gate reports that"
  )
  func traits() async throws {
    let package = try await ScriptedPackage.recorded(work: "silent exit-in-scope")
    let filters = ["--filter", "TraitedPerformance", "--filter", "WorkPerformance/loop"]
    let scope = try await gate(package, filters)
    #expect(scope.outcome.status == 1 && scope.report.red == ["traited() failed/endedItself"], "\(scope)")
    #expect(scope.report.of("loop()").contains("loop() same/withinTolerance"), "\(scope)")
    try package.edit("silent exit-in-prepare")
    let prepare = try await package.start(["gate"] + filters).outcome()
    #expect(prepare.status != 0, "\(prepare)")
  }

  @Test(
    "A budget that could not be checked is a row, and red in continuous integration unless its metric was not requested"
  )
  func budget() async throws {
    let tools = try TemporaryFolder()
    for folder in ["/bin", "/usr/bin"] {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name != "valgrind" {
        try? FileManager.default.createSymbolicLink(
          at: tools.file(name), withDestinationURL: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
    }
    let package = try await ScriptedPackage.recorded()
    let swift = package.path.prefix { $0 != ":" }
    let filter = ["--filter", "BudgetedPerformance"]
    func gate(_ flags: [String], ci: Bool) async throws -> CommandOutcome {
      let environment = ["PATH": "\(swift):\(tools.url.path)"].merging(ci ? ["CI": "true"] : [:]) { $1 }
      return try await package.start(
        ["gate", "--json", "--no-pair"] + flags + filter, environment: environment, counts: true
      ).outcome()
    }
    let local = try await gate([], ci: false)
    #expect(local.status == 0, "\(local)")
    #expect(try GateReport(local).of("counted()").contains("counted() incomparable/budgetUnreadable"), "\(local)")
    #expect(try GateReport(local).text(of: "counted()").contains("valgrind is not on the PATH"), "\(local)")
    let ci = try await gate([], ci: true)
    #expect(ci.status == 1, "\(ci)")
    #expect(try GateReport(ci).red == ["counted() incomparable/budgetUnreadable"], "\(ci)")
    let unasked = try await gate(["--no-count"], ci: true)
    #expect(unasked.status == 0, "\(unasked)")
    #expect(try GateReport(unasked).of("counted()").contains("counted() incomparable/budgetUnasked"), "\(unasked)")
  }

  @Test(
    "A gate that only counts is red for a body that ends its process, with its name",
    .enabled(if: EndToEndTests.hasValgrind))
  func counting() async throws {
    let package = try await ScriptedPackage.recorded(work: "silent exit")
    let outcome = try await package.start(["gate", "--count-only", "--json"] + Self.silent).outcome()
    #expect(outcome.status == 1, "\(outcome)")
    #expect(try GateReport(outcome).red == ["silent() failed/noResult"], "\(outcome)")
    #expect(try GateReport(outcome).text(of: "silent()").contains("it ended its process (exit status 0)"), "\(outcome)")
  }

  @Test("Two red benchmarks are both shown by the command that the last lines name")
  func showRed() async throws {
    let package = try await ScriptedPackage.recorded(work: "loop 60000\nallocate 13")
    let outcome = try await package.gate("--filter", "WorkPerformance")
    #expect(outcome.output.contains("look at both: swift run perftest show --red"), "\(outcome)")
    let shown = try await package.perftest("show", "--red")
    #expect(shown.status == 0, "\(shown)")
    #expect(shown.output.contains("WorkPerformance/loop()") && shown.output.contains("WorkPerformance/allocate()"))
    #expect(!shown.output.contains("WorkPerformance/labels()"), "\(shown)")
  }

  @Test("A recording names disabled benchmarks and those without a measurement")
  func recordingLeftOut() async throws {
    let package = try await ScriptedPackage.recorded(work: "disabled")
    let outcome = try await package.record(
      "--filter", "FailingPerformance/optional", "--filter", "SilentPerformance/helper", "--filter",
      "WorkPerformance/loop")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.output.contains("1 disabled, baselines unchanged: FailingPerformance/optional()"), "\(outcome)")
    #expect(outcome.output.contains("SilentPerformance/helper(): nothing was measured"), "\(outcome)")
  }

  @Test("A filter on a deleted benchmark on file reports it as missing")
  func deleted() async throws {
    let package = try await ScriptedPackage.recorded()
    try package.rename("loop()", to: "former()")
    let (outcome, report) = try await gate(package, ["--filter", "WorkPerformance/former"])
    #expect(outcome.status == 1 && report.red == ["former() missing/notInRun"], "\(outcome)")
    let nothing = try await package.gate("--filter", "WorkPerformance/never")
    #expect(nothing.status == 1 && nothing.error.contains("there is no benchmark that matches"), "\(nothing)")
  }
}
