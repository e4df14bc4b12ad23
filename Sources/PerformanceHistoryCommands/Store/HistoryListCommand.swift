import PerformanceBuild
import PerformanceHistory
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Lists the newest runs.
package struct HistoryListCommand: Command {
  package static let name = "history list"
  package static let syntax = Syntax(optional: [count, CommonArguments.json, CommonArguments.packagePath])

  private static let count = Argument<Int>.number(
    "--runs", "N", in: 1...1_000_000, "how many runs; \(usualCount) unless given")
  /// One screen.
  private static let usualCount = 20

  private let arguments: Arguments
  private let context: CommandContext
  private let count: Int

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
    count = try arguments.value(Self.count) ?? Self.usualCount
  }

  package func run() throws -> ExitStatus {
    let table = try OpenedHistory(arguments, in: context).read { store in
      try store.read { reader in
        let runs = try reader.runs()
        let shown = try runs.suffix(count).reversed().map { run in
          HistoryRunTable.Row(run: run, digest: try reader.digest(ofRun: run.name) ?? RunDigest())
        }
        return HistoryRunTable(shown, of: runs.map(\.name))
      }
    }
    if arguments[CommonArguments.json] {
      try context.output.json(table.rows)
    } else if table.rows.isEmpty {
      context.output.error("the history has no runs")
    } else {
      context.output.lines { table.lines(width: $0, colour: $1) }
    }
    return .pass
  }
}
