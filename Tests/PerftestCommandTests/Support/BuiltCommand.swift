import Foundation
import PerformanceWorkflows

/// The built `perftest` that lies beside the test bundle; building it here would wait for SwiftPM's lock for ever.
enum BuiltCommand {
  /// The command.
  static let path: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
    return bundle.deletingLastPathComponent().appendingPathComponent("perftest").path
  }()

  /// The executable that has a command. `perftest` would build it first, and wait for the lock that this process's
  /// parent holds.
  static func executable(of command: String?) -> String {
    let tool = Tool.all.first { tool in tool.commands.contains { $0.name == command } }
    guard let tool else { return path }
    return URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(tool.product).path
  }

  /// The root of this package.
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The environment of this process without what would steer a run.
  static func environment(adding added: [String: String] = [:]) -> [String: String] {
    let kept = ProcessInfo.processInfo.environment.filter { name, _ in
      name != "CI" && !["PERFTEST", "GITHUB_", "ADOPTER_"].contains { name.hasPrefix($0) }
    }
    return kept.merging(added) { _, new in new }
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
