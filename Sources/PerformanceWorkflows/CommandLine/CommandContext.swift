import Foundation
import PerformanceBuild
import PerformanceLog

/// The environment in which a command runs.
package struct CommandContext: Sendable {
  /// The output streams.
  package var output: Output
  /// The environment variables.
  package var environment: [String: String]
  /// The current folder.
  package var folder: URL
  /// The path of `perftest` without links; `nil` in another program.
  package var executable: URL?
  /// Opens the log in the state of a package.
  /// - Throws: ``InputError`` where a variable about the log has another value than it can have.
  package var openLog: @Sendable (StateLocation) throws -> RunLog
  /// The log of the command, which ``CommandRunner`` opens.
  package var log = RunLog.none

  package init(
    output: Output, environment: [String: String], folder: URL, executable: URL? = nil,
    openLog: @escaping @Sendable (StateLocation) throws -> RunLog = { _ in .none }
  ) {
    self.output = output
    self.environment = environment
    self.folder = folder
    self.executable = executable
    self.openLog = openLog
  }

  /// The context of this process: its streams, its environment and its working folder.
  package static func process() -> CommandContext {
    let environment = ProcessInfo.processInfo.environment
    let folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    // `perftest` starts this process under its own name, because the folder of `perftest` shows the package. That of
    // this executable does not where PERFTEST_STATE names another folder.
    let name = CommandLine.arguments.first.map {
      URL(fileURLWithPath: $0, relativeTo: folder).resolvingSymlinksInPath()
    }
    let output = Output.process(environment: environment)
    return CommandContext(output: output, environment: environment, folder: folder, executable: name) { state in
      try RunLog(in: state, environment: environment, output: output)
    }
  }

  /// The folder to search for the package by default: the current one, or that of a package below it that built
  /// `perftest`, as `swift run --package-path Benchmarks perftest` does.
  package var packageFolder: URL {
    guard let executable, let package = PackageLocation.package(of: executable) else { return folder }
    return package.path.hasPrefix(folder.resolvingSymlinksInPath().path + "/") ? package : folder
  }

  /// The URL of a path; a relative one is resolved against the current folder.
  package func file(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
  }
}
