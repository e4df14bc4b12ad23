import Foundation
import PerformanceInvestigation
import PerformanceWorkflows

let runner = CommandRunner([
  AcceptCommand.self, ShowCommand.self, CompareCommand.self, ExplainCommand.self, BisectCommand.self,
  VerifyGateCommand.self, ReplayCommand.self,
])
exit(runner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
