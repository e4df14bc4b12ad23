import PerformanceBuild
import PerformanceHistory
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Takes new runs into the index, as every question does.
package struct HistoryUpdateCommand: Command {
  package static let name = HistoryUpdate.command.joined(separator: " ")
  package static let syntax = Syntax(
    optional: [CommonArguments.packagePath],
    remarks: """
      Every 'history' command does this first. A gate does it at its end once the executable with these commands has
      been built. Exits with 75 when the index cannot be written; the event logs are kept until it can be.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    try OpenedHistory(arguments, in: context).read { store in
      let count = try store.read { try $0.runs().count }
      context.output.line("the history has \(Plural.text(count, "run")), \(store.added) of them new")
      return store.isIndexed || count == 0 ? .pass : .notMeasurable
    }
  }
}
