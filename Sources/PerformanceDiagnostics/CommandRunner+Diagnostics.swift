import PerformanceWorkflows

extension CommandRunner {
  /// The commands of `perftest-machine`.
  package static var diagnostics: CommandRunner {
    CommandRunner([DoctorCommand.self, GPUCommand.self])
  }
}
