import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Measures the benchmarks and fails when one became worse than its baseline.
package struct GateCommand: Command {
  package static let name = "gate"
  package static let abstract = "Measure the benchmarks and fail when one became worse than its baseline."
  package static let syntax = Syntax(
    optional: [
      CommonArguments.filter, CommonArguments.skip, CountingRequest.noCount, CountingRequest.countOnly,
      CountingRequest.cycles, against, noPair, noConfirm, timeLimit, strict, all, CommonArguments.json,
      CommonArguments.packagePath,
    ],
    exclusions: CountingRequest.exclusions + [
      .init(against, noPair),
      .init(against, CountingRequest.countOnly, because: "counts are compared with the baselines"),
    ])

  private static let against = Argument<String>.reference(
    "--against", "compare with this commit, built and measured in turn, instead of the baselines")
  private static let noPair = Argument<Bool>.flag(
    "--no-pair",
    "compare with the baselines even in CI on a machine without recorded times, where the gate would compare "
      + "with the commit at which HEAD left origin's default branch")
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
  private let showsAll: Bool
  private let asJSON: Bool

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    var variables: [String: String] = [:]
    // The bundle reads both as well.
    if let limit = try arguments.value(Self.timeLimit) { variables[TimeLimit.variable] = limit.typed }
    if arguments[Self.strict] { variables[RedRule.strictVariable] = "1" }
    package = try PackageFolder(arguments, in: context).setting(variables)
    selection = try arguments.selection()
    counting = CountingRequest(arguments)
    if counting.isOnlyPass || arguments[Self.noPair] {
      // Baselines of counts are valid on every machine.
      request = .baselines
    } else {
      request = try arguments.value(Self.against).map(GateReference.Request.commit) ?? .usual
    }
    confirms = !arguments[Self.noConfirm]
    showsAll = arguments[Self.all]
    asJSON = arguments[CommonArguments.json]
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    // Times of another methodology cannot judge.
    let times = loaded.times.filter { $0.methodology == Methodology.current }
    let result = try measure(times: times, hasTimes: loaded.hasTimes)
    let summary = RunSummary(result.record, redRule: package.redRule, testFailure: result.testFailure)
    try show(summary, log: result.log)
    GitHubReport(package: package).write(summary)
    return summary.exitStatus
  }

  private func measure(times: [BaselineDocument], hasTimes: Bool) throws -> BundleRun.Result {
    let scratch = package.state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    switch try GateReference(request, package: package, hasTimes: hasTimes, scratch: scratch) {
    case .commit(let commit, let name, let checkout):
      let preparation = PairPreparation(
        package: package, selection: selection, commit: commit, name: name, checkout: checkout)
      return try PairedGate(preparation: preparation, counting: counting).run()
    case .baselines:
      var run = BundleRun(package: package, bundle: try BundleBuild(package: package).run())
      run.provenance = package.provenance()
      run.counting = try counting.plan(for: run.bundle, environment: package.environment)
      let functions = try run.list(selection)
      guard !functions.isEmpty else { return try LeftOutRun(run, selection).result() }
      return try Confirmation(package: package, times: times, isForbidden: !confirms)
        .gate(run, functions, of: selection)
    }
  }

  private func show(_ summary: RunSummary, log: URL) throws {
    guard !asJSON else { return try package.output.json(RunReport(summary)) }
    package.output.lines { width, colour in
      VerdictTable(summary: summary, width: width, colour: colour)
        .lines(showsAll ? .all : .oneScreen(restIn: log.path))
        + ClosingLines(summary: summary, colour: colour).lines
    }
  }
}
