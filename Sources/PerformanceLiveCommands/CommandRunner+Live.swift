import PerformanceBuild
import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-live`.
  package static var live: CommandRunner {
    CommandRunner(
      CommandTable.live.commands,
      [
        FollowCommand.self, LogPruneCommand.self, LogSearchCommand.self, LogStatsCommand.self, LogTailCommand.self,
        LogVerifyCommand.self, StatusCommand.self, WatchCommand.self,
      ])
  }
}
