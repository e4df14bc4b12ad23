import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceMeasurement
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Finds the commit that made a benchmark worse.
package struct BisectCommand: Command {
  package static let name = "bisect"
  package static let syntax = Syntax(
    required: [CommonArguments.benchmark, goodCommit],
    optional: [badCommit, metricName, CommonArguments.swiftBuildArgument, CommonArguments.packagePath],
    remarks: """
      Commits are exported to .perftest/pair and built there: the working folder, the index, the stash and HEAD stay as
      they are. Both ends are measured first. Then, as 'git bisect' does, the command tries the commit that halves the
      rest, including merges and side branches; it skips one that does not build or does not have the benchmark. A
      commit is bad when its number is nearer to that of the bad end. A sampled metric is measured in turn with the good
      end, as in 'gate --against'.

      Exit status: 0 when the search came to its end, 1 when the bad end is no worse than the good one, 75 when an end
      cannot be measured.
      """)

  private static let goodCommit = Argument<String>.reference(
    "--good", "a commit in which the benchmark was not worse yet, an ancestor of the bad one")
  private static let badCommit = Argument<String>.reference(
    "--bad", "a commit in which the benchmark is worse; HEAD unless given")
  private static let metricName = Argument<String>.text(
    "--metric", "NAME",
    "the metric that separates good from bad; instructions where they can be counted (Valgrind), else wallClock")

  private let package: PackageFolder
  private let query: BenchmarkQuery
  private let good: String
  private let bad: String
  private let metric: String?

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    package = try PackageFolder(arguments, in: context)
    good = try arguments.required(Self.goodCommit)
    bad = try arguments.value(Self.badCommit) ?? "HEAD"
    metric = try arguments.value(Self.metricName)
    query = BenchmarkQuery(try arguments.required(CommonArguments.benchmark))
  }

  package func run() throws -> ExitStatus {
    let loaded = try Preflight(package: package).check()
    let benchmark = try KnownBenchmark(query, in: package, baselines: loaded)
    return try PairBuilds.alone(of: package) { try search(benchmark) }
  }

  private func search(_ benchmark: KnownBenchmark) throws -> ExitStatus {
    let checkout = try package.checkout(scratch: package.state.pair.appendingPathComponent("git"))
    let builds = CommitBuilds(of: package, in: try PairBuilds(of: package, checkout: checkout))
    let selection = TrialsSelection(package: package, benchmark: benchmark, builds: builds)
    let (trials, others) = try selection.trials(metric)
    let (good, bad) = (try checkout.commit(good), try checkout.commit(bad))
    let history = try checkout.history(from: good, to: bad)
    var search = CommitTrialsSearch(
      benchmark: benchmark.id, checkout: checkout, output: package.output, good: good, bad: bad, history: history,
      trials: trials, otherTrials: others)
    return try search.run()
  }
}
