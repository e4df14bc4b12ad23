import Foundation
import PerformanceBuild

/// The built executables that lie beside the test bundle.
enum BuiltCommand {
  /// The folder of the products.
  static let products = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()

  /// What `swift run` starts.
  static let launcher = products.appendingPathComponent("perftest").path

  /// The executable that has a command: `perftest` would first build one for release.
  static func executable(of command: String?) -> String {
    products.appendingPathComponent(CommandTable.product(of: command).name).path
  }

  /// The root of this package.
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What the names of variables begin with that would steer a run.
  private static let steering = [
    "PERFTEST", "ADOPTER_", "GITHUB_", "GITLAB_", "CI_", "CIRCLE", "BUILDKITE", "BUILD_", "JENKINS_", "TF_BUILD",
    "CHANGE_", "SYSTEM_", "BITBUCKET_", "TEAMCITY_",
  ]

  /// The variables by which git names the repository whose hook it runs, which may run the tests.
  private static let ofHooks: Set = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
  ]

  /// Whether a variable would steer a run, or lead away from the repositories and servers of a test.
  private static func isForeign(_ name: String) -> Bool {
    name == "CI" || steering.contains { name.hasPrefix($0) } || ofHooks.contains(name)
      || name.lowercased().hasSuffix("_proxy")
  }

  /// The environment of this process without what would steer a run.
  static func environment(adding added: [String: String] = [:]) -> [String: String] {
    let kept = ProcessInfo.processInfo.environment.filter { !isForeign($0.key) }
    // A log beside what a test looks at would be in its way.
    return kept.merging(["PERFTEST_LOG": "off"]) { $1 }.merging(added) { $1 }
  }

  /// Starts the command.
  static func start(
    _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> RunningCommand {
    try RunningCommand(
      executable(of: arguments.first), arguments, environment: Self.environment(adding: environment), in: folder)
  }

  /// Runs the command to its end.
  static func run(
    _ arguments: String..., environment: [String: String] = [:], in folder: URL? = nil
  ) async throws -> CommandOutcome {
    try await start(arguments, environment: environment, in: folder).outcome()
  }
}
