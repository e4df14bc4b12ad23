import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Measures the benchmarks and fails when one became worse than its baseline.
package struct GateCommand: Command {
  package static let name = "gate"
  package static let syntax = Syntax(
    optional: [
      CommonArguments.filter, CommonArguments.skip, CountingRequest.noCount, CountingRequest.countOnly,
      CountingRequest.cycles, against, noPair, noConfirm, timeLimit, strict, all, CommonArguments.swiftBuildArgument,
      CommonArguments.json, EventOutput.argument, ExportRequests.argument,
      RunReadiness.argument, CommonArguments.packagePath,
    ],
    exclusions: CountingRequest.exclusions + [
      .init(against, noPair),
      .init(against, CountingRequest.countOnly, because: "counts are compared with the baselines"),
    ])

  private static let against = Argument<String>.reference(
    "--against", "compare with this commit, built and measured in turn, instead of the baselines")
  private static let noPair = Argument<Bool>.flag(
    "--no-pair",
    "compare with the baselines even on a machine without recorded times, where the gate would compare with the commit "
      + "at which HEAD left its target branch")
  private static let noConfirm = Argument<Bool>.flag(
    "--no-confirm",
    "let the baselines alone decide whether a time became worse; without it, candidates are measured again in turn "
      + "with a build of the commit that the baseline was recorded from")
  private static let timeLimit = Argument<TimeLimit>.option(
    "--time-limit", "TIME",
    "how long to continue with benchmarks that their first sessions did not decide: seconds, or 2m, or 1h; the rest is "
      + "'ambiguous'; unless given, derived from the duration of sessions, at least 2m"
  ) { (text: String) throws(UsageError) in
    guard let limit = TimeLimit(text: text) else {
      throw UsageError("--time-limit takes \(TimeLimit.allowed), not '\(text)'")
    }
    return limit
  }
  private static let strict = Argument<Bool>.flag(
    "--strict", "improved benchmarks are red too, until they are recorded")
  private static let all = Argument<Bool>.flag("--all", "show every verdict, not one screen of them")

  private let package: PackageFolder
  private let selection: TestSelection
  private let counting: CountingRequest
  private let request: GateReference.Request
  private let confirms: Bool
  /// The options that take a check from the gate.
  private let overrides: [String]
  private let showsAll: Bool
  private let asJSON: Bool
  private let events: EventOutput
  private let exports: ExportRequests
  private let history: HistoryUpdate
  private let readiness: RunReadiness

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    var variables: [String: String] = [:]
    // The bundle reads both as well.
    if let limit = try arguments.value(Self.timeLimit) { variables[TimeLimit.variable] = limit.typed }
    if arguments[Self.strict] { variables[RedRule.strictVariable] = "1" }
    events = try EventOutput(arguments, in: context)
    package = try PackageFolder(arguments, in: context).setting(variables).sending(events)
    selection = try arguments.selection()
    counting = CountingRequest(arguments)
    if counting.isOnlyPass {
      // Baselines of counts are valid on every machine.
      request = .counts
    } else if arguments[Self.noPair] {
      request = .baselines
    } else {
      request = try arguments.value(Self.against).map(GateReference.Request.commit) ?? .usual
    }
    confirms = !arguments[Self.noConfirm]
    overrides = [Self.noConfirm, Self.noPair].filter { arguments[$0] }.map(\.name)
    showsAll = arguments[Self.all]
    asJSON = arguments[CommonArguments.json]
    exports = try ExportRequests(arguments, package: package, in: context)
    history = HistoryUpdate(package: package, launcher: context.executable)
    readiness = try RunReadiness(arguments, package: package)
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    try readiness.check()
    try exports.check()
    try events.open()
    defer { events.close(reportingTo: package.output) }
    let result = try measure(onFile: loaded)
    let summary = RunSummary(result.record, redRule: package.redRule, testFailure: result.testFailure)
    audit(result)
    try show(summary, log: result.log)
    GitHubReport(package: package).write(summary)
    exports.write(log: result.log)
    history.run()
    return summary.exitStatus
  }

  private func measure(onFile: BaselineStore.Loaded) throws -> BundleRun.Result {
    let scratch = package.state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    switch try GateReference(request, package: package, selection: selection, onFile: onFile, scratch: scratch) {
    case .commit(let commit, let name, let counts, let checkout):
      let preparation = PairPreparation(
        package: package, selection: selection, commit: commit, name: name, counts: counts, checkout: checkout)
      return try PairedGate(preparation: preparation, counting: counting).run()
    case .baselines(let unpaired):
      var run = BundleRun(package: package, bundle: try BundleBuild(package: package).run())
      run.provenance = package.provenance()
      run.unpaired = unpaired
      run.counting = try counting.plan(for: run.bundle, environment: package.environment)
      let functions = try run.list(selection)
      guard !functions.isEmpty else { return try LeftOutRun(run, selection).result() }
      // Times of another methodology cannot judge.
      let times = onFile.times.filter { $0.methodology == Methodology.current }
      return try Confirmation(package: package, times: times, isForbidden: !confirms)
        .gate(run, functions, of: selection)
    }
  }

  /// Logs what let a regression pass, or might have.
  private func audit(_ result: BundleRun.Result) {
    let accepted = result.record.verdicts.filter { $0.outcome == .accepted }
    let run = JSONValue.string(result.log.deletingPathExtension().lastPathComponent)
    for name in overrides {
      package.log.audit(
        .gateOverridden, "the gate ran with \(name)", ["override.name": .string(name), "run.id": run])
    }
    guard !accepted.isEmpty else { return }
    package.log.audit(
      .gateOverridden, "\(Plural.text(accepted.count, "accepted regression")) passed",
      [
        "override.name": "accepted", "run.id": run,
        "benchmark.names": .array(accepted.map { .string($0.subject.description) }),
      ])
  }

  private func show(_ summary: RunSummary, log: URL) throws {
    guard !asJSON else { return try package.output.json(RunReport(summary)) }
    package.output.lines { width, colour in
      VerdictTable(summary: summary, width: width, colour: colour)
        .lines(showsAll ? .all : .oneScreen(restIn: log.path))
        + ClosingLines(summary: summary, colour: colour).lines + [JudgedTimes(summary: summary).line].compactMap { $0 }
    }
  }
}
