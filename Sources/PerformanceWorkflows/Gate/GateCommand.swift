import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Measures the benchmarks and fails when one became worse than its baseline.
package struct GateCommand: Command {
  package static let name = "gate"
  package static let abstract = "Measure the benchmarks and fail when one became worse than its baseline."
  package static let usage = """
    Usage: perftest gate [--filter REGEX]… [--skip REGEX]… [--no-count | --count-only] [--cycles]
                         [--against REF | --no-pair] [--no-confirm] [--time-limit TIME] [--strict] [--all] [--json]
                         [--package-path DIR]

      --filter REGEX       only functions whose id matches, such as 'JSONPerformance/decode'
      --skip REGEX         not those
      --no-count           do not count instructions, which is done where Valgrind is installed
      --count-only         count instructions and measure nothing else
      --cycles             also estimate cycles, with simulated caches; they are shown and never judged
      --against REF        compare with this commit, built and measured in turn, instead of the baselines on file
      --no-pair            compare with the baselines on file even in CI on a machine that has no times there,
                           where the gate would compare with where HEAD left origin's default branch
      --no-confirm         let the baselines on file alone decide whether a time became worse; without it, what they
                           find is measured again beside a build of the commit that the baseline is of
      --time-limit TIME    how long to go on with what the first sessions did not decide: seconds, or 2m, or 1h;
                           what is undecided then is 'ambiguous'; unless given, as long as its sessions take, at least 2m
      --strict             what became better is red too, until it is recorded
      --all                show every verdict, not one screen of them
      --json               the result as JSON on standard output
      --package-path DIR   the package; the current folder unless given
    """

  private let package: PackageFolder
  private let selection: TestSelection
  private let counting: CountingRequest
  private let request: GateReference.Request
  private let confirms: Bool
  private let showsAll: Bool
  private let asJSON: Bool

  package init(_ arguments: inout ArgumentList) throws {
    let package = try PackageFolder(&arguments).setting(try arguments.takeTimeLimit())
    // The bundle reads it as well.
    self.package = arguments.takeFlag("--strict") ? package.setting([RedRule.strictVariable: "1"]) : package
    selection = try arguments.takeSelection()
    counting = try CountingRequest(&arguments)
    let (reference, isUnpaired) = (try arguments.takeValue("--against"), arguments.takeFlag("--no-pair"))
    guard reference == nil || !isUnpaired else { throw UsageError("--against and --no-pair exclude each other") }
    guard reference == nil || !counting.isOnlyPass else {
      throw UsageError("--against and --count-only exclude each other: counts are compared with those on file")
    }
    // Counts on file hold on every machine.
    request =
      counting.isOnlyPass ? .baselines : reference.map(GateReference.Request.commit) ?? (isUnpaired ? .baselines : .usual)
    confirms = !arguments.takeFlag("--no-confirm")
    showsAll = arguments.takeFlag("--all")
    asJSON = arguments.takeFlag("--json")
    _ = try arguments.operands()
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    // Times of another methodology judge nothing.
    let times = loaded.times.filter { $0.methodology == Methodology.current }
    let result = try measure(times: times, hasTimes: loaded.hasTimes)
    let summary = RunSummary(
      events: result.events, redRule: package.redRule, testFailure: result.testFailure)
    try show(summary, log: result.log)
    GitHubReport(environment: package.environment, package: package.url).write(summary)
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
      run.counting = try counting.plan(for: run.bundle, environment: package.environment)
      let functions = try run.list(selection)
      guard !functions.isEmpty else { return try LeftOutRun(run, selection).result() }
      return try Confirmation(package: package, times: times, isForbidden: !confirms)
        .gate(run, functions, of: selection)
    }
  }

  private func show(_ summary: RunSummary, log: URL) throws {
    if asJSON {
      try Output.json(RunReport(summary))
      return
    }
    let colour = Output.colour(of: 1)
    let table = VerdictTable(summary: summary, width: Output.width(of: 1), colour: colour)
    let lines = table.lines(showsAll ? .all : .oneScreen(restIn: log.path))
    let closing = ClosingLines(summary: summary, colour: colour).lines
    Output.line((lines + closing).joined(separator: "\n"))
  }
}
