import PerformanceBuild

/// Why a command could not be started.
struct LaunchFailure: Error {
  /// The problem and its remedy.
  let message: String
  /// The exit status, equal to that of the commands for the same kind of problem.
  let status: ExitStatus

  /// A problem that the user can solve.
  static func notMeasurable(_ message: String) -> LaunchFailure {
    LaunchFailure(message: message, status: .notMeasurable)
  }

  /// An error of the operating system.
  static func internalError(_ message: String) -> LaunchFailure { LaunchFailure(message: message, status: .failure) }
}
