import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-tools`.
  package static var investigation: CommandRunner {
    CommandRunner([
      AcceptCommand.self, ShowCommand.self, CompareCommand.self, ExportCommand.self, ExplainCommand.self,
      BisectCommand.self, VerifyGateCommand.self, ReplayCommand.self,
    ])
  }
}
