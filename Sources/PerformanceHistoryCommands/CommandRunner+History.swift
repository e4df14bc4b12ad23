import PerformanceBuild
import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-history`.
  package static var history: CommandRunner {
    CommandRunner(
      CommandTable.history.commands,
      [
        HistoryListCommand.self, HistoryShowCommand.self, HistoryRenameCommand.self, HistoryPruneCommand.self,
        HistoryUpdateCommand.self, HistoryCheckCommand.self, HistoryRebuildCommand.self, HistoryPushCommand.self,
        HistoryPullCommand.self, HistoryImportCommand.self, HistoryExportCommand.self, TrendCommand.self,
        CompareCommand.self, MergeCommand.self,
      ])
  }
}
