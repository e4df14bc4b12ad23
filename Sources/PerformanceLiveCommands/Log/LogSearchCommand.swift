import PerformanceBuild
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceWorkflows

/// Shows the records that match.
package struct LogSearchCommand: Command {
  package static let name = "log search"
  package static let syntax = Syntax(
    optional: LogArguments.selection + [LogArguments.since, LogArguments.until, json, CommonArguments.packagePath],
    remarks: """
      Records are shown in the order of their times, those in compressed files too. Several fields and texts must all
      match. What the tool did is in the log; what it measured is in the event stream of a run ('follow', 'show').
      """)

  private static let json = Argument<Bool>.flag("--json", "the records themselves, a JSON object a line")

  private let folder: LogFolder
  private let query: LogQuery
  private let categories: [LogCategory]
  private let form: LogOutput.Form
  private let output: Output

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    folder = try PackageFolder(arguments, in: context).logFolder
    query = try arguments.logQuery(now: .now)
    categories = try arguments.logCategories()
    form = arguments[Self.json] ? .json : .text
    output = context.output
  }

  package func run() throws -> ExitStatus {
    Interruption.watch()
    var lines = LogOutput(output, form)
    var count = 0
    let damage = try LogScan(folder, categories).search(query) { match in
      try lines.add(match)
      count += 1
      return lines.isWanted && !Interruption.isRequested
    }
    lines.flush()
    LogOutput.report(damage, to: output)
    if count == 0 { output.error("no record of \(folder.url.path.printable) matches") }
    return .pass
  }
}
