import PerformanceBuild
import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-operations`.
  package static var operations: CommandRunner {
    CommandRunner(
      CommandTable.operations.commands,
      [
        BudgetListCommand.self, BudgetCheckCommand.self, BudgetSuggestCommand.self, ForecastCommand.self,
        SLOStatusCommand.self,
        SLOGateCommand.self, SLOExportCommand.self, SLOImportCommand.self, AlertsCheckCommand.self,
        AlertsListCommand.self, AlertsShowCommand.self, AlertsAckCommand.self, AlertsSilenceCommand.self,
        AlertsTestCommand.self, AlertsStatsCommand.self, AlertsExportCommand.self, HooksInstallCommand.self,
        HooksRemoveCommand.self, HooksStatusCommand.self, HooksChangedCommand.self, UsageCommandsCommand.self,
        UsageSessionsCommand.self, UsageBenchmarksCommand.self, UsageHeatmapCommand.self, UsageWeeklyCommand.self,
        UsageExportCommand.self,
      ])
  }
}
