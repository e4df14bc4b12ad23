import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem
import PerformanceText

/// Measures the benchmarks in rounds over the suite and files the sessions as their baselines.
package struct RecordCommand: Command {
  package static let name = "record"
  package static let syntax = Syntax(
    optional: [
      CommonArguments.filter, CommonArguments.skip, reasonText, roundCount, mostRoundCount, add, replace, force,
      CountingRequest.noCount, CountingRequest.countOnly, CommonArguments.swiftBuildArgument, CommonArguments.json,
      EventOutput.argument, ExportRequests.argument,
      RunReadiness.argument, CommonArguments.packagePath,
    ],
    exclusions: CountingRequest.exclusions + [.init(add, replace)],
    remarks: """
      Without --add and --replace a baseline stays as it is while the new sessions agree with it. Times agree when their
      floors, the shortest times that several sessions come near, are the same within a quarter of the tolerance; counts
      agree when a gate would call them 'same'. A range of counts may become wider. Scattered metrics are recorded with
      the smallest change that they can show. Metrics that could not show even a doubled time are refused; the file
      lists them, and the gate reports them. Recording a metric removes its acceptances by '\(PerftestCommand.prefix)
      accept' for this kind of machine.
      """)

  private static let reasonText = Argument<String>.text(
    "--reason", "TEXT", "the reason, kept in the baseline for its reviewer")
  private static let roundCount = Argument<Int>.number(
    "--rounds", "N", in: 12...100, "sessions of each benchmark, 12 to 100; \(usualRounds) unless given")
  private static let mostRoundCount = Argument<Int>.number(
    "--most-rounds", "N", in: 12...300,
    "most sessions of benchmarks that hit their floor too rarely, up to 300; three times as many unless given, and "
      + "none after three times the undisturbed time of the usual rounds")
  private static let add = Argument<Bool>.flag("--add", "add the sessions to those of the baseline")
  private static let replace = Argument<Bool>.flag(
    "--replace", "replace the sessions of the baseline, even where they agree")
  private static let force = Argument<Bool>.flag("--force", "record in continuous integration too")

  /// More than the twelve a verdict needs: in replays of null sessions, 24 find 97 % of +25 % in the worst case, 12
  /// find 94 %.
  private static let usualRounds = 24

  private let package: PackageFolder
  private let selection: TestSelection
  private let counting: CountingRequest
  private let reason: String?
  private let rounds: Int
  private let mostRounds: Int
  private let policy: BaselineUpdate.Policy
  private let isForced: Bool
  private let asJSON: Bool
  private let events: EventOutput
  private let exports: ExportRequests
  private let history: HistoryUpdate
  private let readiness: RunReadiness

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    events = try EventOutput(arguments, in: context)
    package = try PackageFolder(arguments, in: context).sending(events)
    selection = try arguments.selection()
    counting = CountingRequest(arguments)
    reason = try arguments.value(Self.reasonText)
    rounds = try arguments.value(Self.roundCount) ?? Self.usualRounds
    mostRounds = try arguments.value(Self.mostRoundCount) ?? 3 * rounds
    guard mostRounds >= rounds else {
      throw UsageError("--most-rounds \(mostRounds) is less than the \(rounds) sessions of each benchmark")
    }
    policy = arguments[Self.add] ? .add : arguments[Self.replace] ? .replace : .update
    isForced = arguments[Self.force]
    asJSON = arguments[CommonArguments.json]
    exports = try ExportRequests(arguments, package: package, in: context)
    history = HistoryUpdate(package: package, launcher: context.executable)
    readiness = try RunReadiness(arguments, package: package)
  }

  package func run() throws -> ExitStatus {
    let variable = RunProvenance.continuousIntegrationVariable(in: package.environment)
    if let variable, !isForced {
      throw UsageError("\(variable) is set, and a baseline that CI records is not reviewed; use --force if intended")
    }
    let loaded = try Preflight(package: package).check()
    try readiness.check()
    try exports.check()
    try events.open()
    defer { events.close(reportingTo: package.output) }
    var run = BundleRun(package: package, bundle: try BundleBuild(package: package).run())
    run.mostRounds = mostRounds
    run.provenance = package.provenance()
    run.counting = try counting.plan(for: run.bundle, environment: package.environment)
    let functions = Set(try run.list(selection))
    let tests = try run.allTests()
    // A function that is in the bundle without being listed for measuring is disabled, with its suite, by a trait.
    let matcher = selection.matcher
    let mayBeGone = { (id: BenchmarkID) in
      matcher.selects(id.function) && (functions.contains(id.function) || !tests.has(id.function))
    }
    let onFile = (loaded.counts + loaded.times).ids
    guard !functions.isEmpty || onFile.contains(where: mayBeGone) else { throw run.nothing(selection) }
    // An empty list of filters would select everything.
    let result =
      functions.isEmpty
      ? nil
      : try run.measure(
        functions.sorted { $0.description < $1.description }, of: selection, mode: .record, rounds: rounds)
    let recording = Recording(result?.record ?? RunRecord())
    let update = try package.log.phase("record") {
      try file(recording) { mayBeGone($0) && !recording.excused.contains($0.function) }
    }
    try show(update, recording)
    if let result { exports.write(log: result.log) }
    history.run()
    if let failure = failure(recording, result?.testFailure) {
      package.output.error(failure)
      return .red
    }
    return update.refused.isEmpty ? .pass : .notMeasurable
  }

  /// The message about failures: those of sessions, which have no numbers then, else other failed tests.
  private func failure(_ recording: Recording, _ testFailure: String?) -> String? {
    let failures = recording.failures.map { verdict in
      "    \(verdict.function.description.printable): \(verdict.explanation)"
    }
    guard failures.isEmpty else {
      return "RED: these failed while they were measured, their baselines are as they were:\n"
        + failures.joined(separator: "\n")
    }
    return testFailure.map { failure in
      "RED: a test failed beside the sessions, whose numbers are filed all the same:\n\(failure)"
    }
  }

  private func file(_ recording: Recording, isGone: (BenchmarkID) -> Bool) throws -> BaselineUpdate {
    try package.changingBaselines { store in
      let environment = recording.environment ?? package.environmentOfRun
      let loaded = try store.load(for: environment)
      let update = BaselineUpdate(
        loaded: loaded, sessions: recording.sessions, environment: environment, policy: policy,
        provenance: provenance, wasRead: recording.wasRead, uncounted: recording.uncounted, isGone: isGone)
      for document in update.documents { try store.write(document) }
      let toolchain = environment.toolchain.folderName
      let profiles = ProfileUpdate(
        onFile: try store.profiles(toolchain: toolchain), fresh: recording.profiles,
        instruments: recording.instruments, changes: update.changes,
        metric: CountedMetric.instructions, toolchain: toolchain, provenance: provenance)
      for document in profiles.documents { try store.write(document) }
      try removeAcceptances(loaded.acceptances.filter { update.settles($0, in: environment) }, from: store)
      return update
    }
  }

  /// An acceptance is pointless after its baseline has changed, and would let the next regression pass.
  private func removeAcceptances(_ settled: [AcceptedRegression], from store: BaselineStore) throws {
    guard !settled.isEmpty else { return }
    try store.acceptances.write(try store.acceptances.read().filter { !settled.contains($0) })
    for acceptance in settled {
      package.output.error(
        "no longer accepted, since it was recorded: \(acceptance.metric.printable) of "
          + "\(acceptance.benchmark.description.printable(atMost: 200)) (until \(acceptance.until): "
          + "\(acceptance.reason.printable(atMost: 200)))")
    }
  }

  private var provenance: Provenance {
    let scratch = package.state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let commit = package.git(scratch: scratch).checkedOut(leavingOut: package.unmeasured)
    return Provenance(
      date: Date().text(utc: "yyyy-MM-dd"), commit: commit,
      files: commit == nil ? nil : try? measuredFiles(scratch: scratch), reason: reason)
  }

  private func measuredFiles(scratch: URL) throws -> String {
    let checkout = try package.checkout(scratch: scratch)
    return try RepositoryFiles(leavingOut: package.baselines.folder, in: checkout)
      .hashNow(leavingOut: package.state.url)
  }

  private func show(_ update: BaselineUpdate, _ recording: Recording) throws {
    let output = package.output
    guard !asJSON else { return try output.json(update.changes) }
    let report = RecordingReport(update: update, width: output.results.width, colour: output.results.colour)
    output.line((report.lines + recording.spreadLines + recording.leftOutLines).joined(separator: "\n"))
    for verdict in recording.uncountable {
      output.error("instructions of \(verdict.function.description.printable): \(verdict.explanation)")
    }
    for line in report.advice + [package.ignoringAdvice].compactMap({ $0 }) { output.error(line) }
  }
}
