import PerformanceBuild
import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-machine`.
  package static var diagnostics: CommandRunner {
    CommandRunner(
      CommandTable.diagnostics.commands,
      [
        HealthCommand.self, DoctorCommand.self, GPUCommand.self,
      ])
  }
}
