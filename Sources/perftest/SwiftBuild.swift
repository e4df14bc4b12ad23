import Foundation
import PerformanceBuild

/// A run of `swift build` whose output goes to standard error: standard output has the results of the command.
struct SwiftBuild {
  /// The arguments after `swift build`.
  let arguments: [String]
  /// The environment of the command, from which that of a measured build is made.
  let environment: [String: String]

  /// Starts the build and waits for its end.
  ///
  /// It stays in the process group of the terminal, so that Ctrl-C ends it.
  func run() throws(LaunchFailure) {
    var process: pid_t = 0
    let failure = spawn(&process)
    guard failure != ENOENT else {
      throw .notMeasurable(MeasuredBuild.noCompiler)
    }
    guard failure == 0 else {
      throw .internalError("cannot start 'swift build': \(String(cString: strerror(failure)))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 && errno == EINTR {}
    guard status == 0 else {
      throw .notMeasurable("'swift build \(arguments.joined(separator: " "))' failed; its messages are above.")
    }
  }

  private func spawn(_ process: inout pid_t) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    let variables = MeasuredBuild.environment(from: environment).map { "\($0)=\($1)" }
    var words = (["swift", "build"] + arguments).map { strdup($0) } + [nil]
    var pairs = variables.map { strdup($0) } + [nil]
    defer { (words + pairs).forEach { free($0) } }
    return posix_spawnp(&process, "swift", &actions, nil, &words, &pairs)
  }
}
