import Foundation
import PerformanceBuild
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows which benchmarks ran most, were red, are slow, scatter, came and went, and what each kind of machine measured.
package struct UsageBenchmarksCommand: Command {
  package static let name = "usage benchmarks"
  package static let syntax = Syntax(
    optional: [order, UsageArguments.days, CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      Reads the history, so runs that were pulled from other machines count as well. A benchmark counts as removed if
      the newest run without a filter lacks it, and as settled after \(BenchmarkUsage.settled) runs.
      """)

  private static let order = Argument<BenchmarkUsage.Order>.option(
    "--by", "ORDER", "runs, red, time or noise; runs unless given"
  ) { (text: String) throws(UsageError) in
    guard let order = BenchmarkUsage.Order(rawValue: text) else {
      throw UsageError("--by takes runs, red, time or noise, not '\(text.printable(atMost: 60))'")
    }
    return order
  }

  private let usage: UsageArguments
  private let arguments: Arguments
  private let order: BenchmarkUsage.Order
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    usage = try UsageArguments(arguments, in: context)
    order = try arguments.value(Self.order) ?? .runs
    (self.arguments, output) = (arguments, context.output)
  }

  package func run() throws -> ExitStatus {
    try usage.withEntries { _ in
      let report = Report(try usage.runs())
      if arguments[CommonArguments.json] {
        try output.json(report)
      } else {
        output.lines { report.lines(order, width: $0, colour: $1) }
      }
    }
  }

  /// The contents of the output.
  struct Report: Encodable {
    let benchmarks: [BenchmarkUsage.Row]
    let completionShare: Double?
    let runners: [RunnerUsage]

    init(_ runs: UsageArguments.Runs) {
      let usage = BenchmarkUsage(runs.results, whole: runs.whole)
      (benchmarks, completionShare) = (usage.rows, usage.completionShare)
      runners = RunnerUsage.rows(of: runs.runs)
    }

    func lines(_ order: BenchmarkUsage.Order, width: Int, colour: Colour) -> [String] {
      guard !runners.isEmpty else { return ["no run in this period"] }
      let rows = BenchmarkUsage(rows: benchmarks).top(order, UsageTexts.mostRows).map { row in
        [row.benchmark, "\(row.runs)", "\(row.red)"] + UsageTexts.numbers(row) + [Self.state(of: row)]
      }
      let machines = runners.prefix(UsageTexts.mostRows).map(UsageTexts.cells)
      let (added, removed) = (benchmarks.count(where: \.isAdded), benchmarks.count(where: \.isRemoved))
      return UsageTexts.table(
        ["benchmark", "runs", "red", "time", "scatter", "state"], rows, width: width, colour: colour)
        + ["", "\(added) added, \(removed) removed, of \(Plural.text(benchmarks.count, "benchmark"))", ""]
        + UsageTexts.table(UsageTexts.machineTitles, machines, width: width, colour: colour)
    }

    private static func state(of row: BenchmarkUsage.Row) -> String {
      row.isRemoved ? "removed" : row.isAdded ? (row.isSettled ? "added, settled" : "added") : "–"
    }
  }
}
