import PerformanceBuild
import PerformanceHistory
import PerformanceLog
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Reads every log again.
package struct HistoryRebuildCommand: Command {
  package static let name = "history rebuild"
  package static let syntax = Syntax(
    optional: [CommonArguments.packagePath],
    remarks: """
      Runs whose log was deleted stay in the index. What 'history prune' removed comes back where its log is still there.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let history = try OpenedHistory(arguments, in: context)
    return try history.read { store in
      let restored = store.rebuild()
      history.package.log.audit(
        .historyRewritten, "every event log was read again",
        ["history.operation": "rebuild", "file.path": .string(history.package.state.history.path)])
      let count = try store.read { try $0.runs().count }
      context.output.line("the history has \(Plural.text(count, "run"))")
      if restored > 0 {
        context.output.line(
          "\(Plural.text(restored, "run")) that 'history prune' had removed or cut came back from the event logs")
      }
      return store.isIndexed || count == 0 ? .pass : .notMeasurable
    }
  }
}
