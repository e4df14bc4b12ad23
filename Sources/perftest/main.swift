import Foundation
import PerformanceWorkflows

let runner = CommandRunner(
  [GateCommand.self, RecordCommand.self, ListCommand.self], others: Tool.all.flatMap(\.commands), runOther: Tool.run)
exit(runner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
