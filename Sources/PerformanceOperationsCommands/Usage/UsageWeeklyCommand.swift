import PerformanceBuild
import PerformanceOperations
import PerformanceReportCommands
import PerformanceWorkflows

/// Shows the last seven days on a page: commands, sessions, runs, benchmarks, machines and suspicious sequences.
package struct UsageWeeklyCommand: Command {
  package static let name = "usage weekly"
  package static let syntax = Syntax(
    optional: [ReportForm.argument, UsageArguments.timeZone, CommonArguments.json, CommonArguments.packagePath],
    exclusions: [.init(ReportForm.argument, CommonArguments.json)],
    remarks: """
      The numbers are those of the other 'usage' commands with '--days 7', and at most \(WeeklyUsage.mostRows) rows of \
      each kind. The week before is compared if its commands are still kept.
      """)

  private let usage: UsageArguments
  private let form: ReportForm
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    usage = try UsageArguments(arguments, in: context, days: nil)
    form = try arguments.value(ReportForm.argument) ?? .text
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    try usage.withEntries { entries in
      let runs = try usage.runs(since: usage.now - WeeklyUsage.seconds)
      let week = WeeklyUsage(
        entries, runs: runs.runs, benchmarks: BenchmarkUsage(runs.results, whole: runs.whole), end: usage.now,
        calendar: usage.calendar)
      if arguments[CommonArguments.json] {
        try context.output.json(week)
      } else {
        form.write(week.document(usage.calendar), to: context.output)
      }
    }
  }
}
