import Foundation

/// The environment in which a command runs.
package struct CommandContext: Sendable {
  /// The output streams.
  package var output: Output
  /// The environment variables.
  package var environment: [String: String]
  /// The current folder.
  package var folder: URL

  package init(output: Output, environment: [String: String], folder: URL) {
    self.output = output
    self.environment = environment
    self.folder = folder
  }

  /// The context of this process.
  package static func process() -> CommandContext {
    let environment = ProcessInfo.processInfo.environment
    return CommandContext(
      output: .process(environment: environment), environment: environment,
      folder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true))
  }

  /// The URL of a path; a relative one is resolved against the current folder.
  package func file(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
  }
}
