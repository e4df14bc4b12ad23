import Foundation
import PerformanceBuild
import PerformanceExports
import PerformanceGit
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows what happened to the performance of a suite within a period.
package struct ReportCommand: Command {
  package static let name = "report"
  package static let syntax = Syntax(
    optional: [periodName, since, ReportForm.argument, ExportRequests.argument, CommonArguments.packagePath],
    exclusions: [.init(periodName, since)],
    remarks: """
      A period ends with the newest run and not now, so that the same history gives the same report. Judges nothing, and
      exits with 0 whenever there is a history; with 78 when there is none. '--export' writes the newest run.
      """)

  private static let periodName = Argument<PeriodReport.Period>.operand(
    "PERIOD", "run (the newest one), daily or weekly; weekly unless given"
  ) { (text: String) throws(UsageError) in
    switch text {
    case "run": return .run
    case "daily": return .daily
    case "weekly": return .weekly
    default: throw UsageError("'\(text.printable(atMost: 60))' is no period; there are run, daily and weekly")
    }
  }
  private static let since = Argument<String>.reference("--since", "the runs of what was committed after this")

  private let period: PeriodReport.Period
  private let form: ReportForm
  private let exports: ExportRequests
  private let package: PackageFolder
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    period = try arguments.value(Self.since).map { .since($0) } ?? arguments.value(Self.periodName) ?? .weekly
    form = try arguments.value(ReportForm.argument) ?? .text
    package = try PackageFolder(arguments, in: context)
    exports = try ExportRequests(arguments, package: package, in: context)
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    try exports.check()
    let newest = package.state.eventLogs.first
    guard let excerpt = try HistoryExcerpt(upTo: nil, arguments, in: context, period: range) else { throw nothing() }
    let run = try newest.map { try ReportedRunReader(arguments, in: context).run(log: $0, history: excerpt.reported) }
    let results = try excerpt.results()
    let report = PeriodReport(
      run, history: excerpt.reported, period: period, episodes: results.episodes, numbers: results.numbers)
    form.write(report.document, to: context.output)
    if let newest { exports.write(log: newest) }
    return .pass
  }

  // MARK: - The period

  private func range(of axis: TrendAxis) throws -> Range<Int> {
    switch period {
    case .run: TrendPeriod.runs(1).range(of: axis)
    case .daily: TrendPeriod.days(1).range(of: axis)
    case .weekly: TrendPeriod.days(7).range(of: axis)
    case .since(let name): try range(of: axis, since: name)
    }
  }

  /// The positions after a commit: after its own where it was measured, else those that were measured later than it was
  /// committed.
  private func range(of axis: TrendAxis, since name: String) throws -> Range<Int> {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let git = package.git(scratch: scratch)
    let found = try? git.text(["show", "-s", "--format=%H %ct", "--end-of-options", name + "^{commit}"])
    guard let words = found?.split(separator: " "), words.count == 2, let time = Double(words[1]) else {
      throw InputError(
        file: "'\(name.printable(atMost: 100))'", problem: "is no commit, tag or branch of \(package.url.path)",
        remedy: "Name one that 'git log' shows.")
    }
    let positions = axis.positions
    if let own = positions.lastIndex(where: { $0.revision == String(words[0]) }) { return own + 1..<positions.count }
    return (positions.firstIndex { $0.time ?? 0 > time } ?? positions.count)..<positions.count
  }

  private func nothing() -> InputError {
    InputError(
      file: package.state.url.path, problem: "has no run of the default branch to report on",
      remedy: "Measure with '\(PerftestCommand.prefix) gate' on it, or take in the runs of others with "
        + "'\(PerftestCommand.prefix) history pull'.")
  }
}
