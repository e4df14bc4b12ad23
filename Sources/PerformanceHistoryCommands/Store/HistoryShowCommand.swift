import PerformanceBuild
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Shows the results of a run.
package struct HistoryShowCommand: Command {
  package static let name = "history show"
  package static let syntax = Syntax(
    required: [HistoryRunQuery.operand], optional: [all, CommonArguments.json, CommonArguments.packagePath],
    remarks:
      "A run of the history needs no event log. '\(PerftestCommand.prefix) show LOG.jsonl' shows more of one that is kept."
  )

  private static let all = Argument<Bool>.flag("--all", "show every result, not one screen of them")

  private let arguments: Arguments
  private let context: CommandContext
  private let query: HistoryRunQuery

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
    query = HistoryRunQuery(text: try arguments.required(HistoryRunQuery.operand))
  }

  package func run() throws -> ExitStatus {
    let history = try OpenedHistory(arguments, in: context)
    let detail = try history.read { store in
      try store.read { reader in
        let run = try query.run(in: reader.runs())
        let verdicts = try reader.contents(ofRun: run.name)?.verdicts ?? []
        return HistoryRunDetail(
          run: run, points: try reader.points(ofRun: run.name), verdicts: verdicts, renames: history.settings.renames)
      }
    }
    if arguments[CommonArguments.json] {
      try context.output.json(detail)
    } else {
      context.output.lines { detail.lines(arguments[Self.all] ? .all : .oneScreen, width: $0, colour: $1) }
    }
    return .pass
  }
}
