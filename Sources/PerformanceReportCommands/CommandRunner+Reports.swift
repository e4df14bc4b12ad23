import PerformanceBuild
import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-reports`.
  package static var reports: CommandRunner {
    CommandRunner(
      CommandTable.reports.commands,
      [
        ReportCommand.self, ExportCommand.self, JudgeCommand.self, OpenCommand.self, MetricsCommand.self,
      ])
  }
}
