import PerformanceBuild
import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-tools`.
  package static var investigation: CommandRunner {
    CommandRunner(
      CommandTable.investigation.commands,
      [
        AcceptCommand.self, ShowCommand.self, ExplainCommand.self, BisectCommand.self, VerifyGateCommand.self,
        ReplayCommand.self,
      ])
  }
}
