import Foundation
import PerformanceLog
import PerformanceSystem

/// Runs git for a folder. Queries do not write to the repository.
package struct GitTool {
  /// The folder in which git searches for the repository.
  package let folder: URL
  /// The folder for git's output.
  package let scratch: URL
  /// The environment of the command.
  package let environment: [String: String]
  /// The log of its commands.
  package let log: RunLog

  /// - Parameters:
  ///   - folder: the folder in which git searches for the repository.
  ///   - scratch: the folder for git's output.
  ///   - environment: the environment of the command.
  ///   - log: the log of its commands.
  package init(folder: URL, scratch: URL, environment: [String: String], log: RunLog = .none) {
    self.folder = folder
    self.scratch = scratch
    self.environment = environment
    self.log = log
  }

  /// The error of a failed git command.
  package struct Failure: Error {
    /// Its standard error, in one line.
    package let message: String
    /// Its exit status; `nil` where it did not exit by itself.
    package var status: Int32?
  }

  /// The output of a command, without the last line feed.
  /// - Throws: ``Failure``.
  package func text(_ arguments: [String], adding variables: [String: String] = [:]) throws -> String {
    String(decoding: try data(arguments, adding: variables), as: UTF8.self)
      .trimmingCharacters(in: .newlines)
  }

  /// The checked-out commit, marked when files differ from it or are new; `nil` without git or a repository.
  /// - Parameter left: folders to ignore.
  package func checkedOut(leavingOut left: [URL]) -> String? {
    guard let commit = try? text(["rev-parse", "--short=12", "HEAD"]) else { return nil }
    return commit + (isDirty(leavingOut: left) == true ? "+changes" : "")
  }

  /// The names in the output of a command with `-z`.
  /// - Throws: ``Failure``.
  package func names(_ arguments: [String], adding variables: [String: String] = [:]) throws -> [String] {
    try data(arguments, adding: variables).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The standard output of a command.
  /// - Parameter input: the file that it reads as its standard input; by default it reads nothing.
  /// - Throws: ``Failure`` when it cannot be started or fails.
  @discardableResult
  package func data(
    _ arguments: [String], adding variables: [String: String] = [:], input: URL? = nil
  ) throws -> Data {
    let begin = log.uptime()
    let result = Result { try run(arguments, adding: variables, input: input) }
    record(arguments.first ?? "", seconds: log.uptime() - begin, result)
    return try result.get()
  }

  private func record(_ operation: String, seconds: Double, _ result: Result<Data, any Error>) {
    var details: [String: JSONValue] = [
      "git.operation": .string(operation), "duration.seconds": .number(seconds), "outcome": "ok",
      "git.status": .integer(0),
    ]
    if case .failure(let error) = result {
      let failure = error as? Failure
      // With 1 git answers no: a commit is no ancestor, a setting is absent.
      details["outcome"] = failure?.status == 1 ? "ok" : "failed"
      details["git.status"] = failure?.status.map { .integer(Int($0)) } ?? .null
      details["error.message"] = .string(failure?.message ?? "\(error)")
    }
    log.record(.debug, .gitFinished, "git " + operation, details, category: .performance)
  }

  private func run(_ arguments: [String], adding variables: [String: String], input: URL?) throws -> Data {
    let (output, error) = (file("out"), file("err"))
    defer { for file in [output, error] { try? FileManager.default.removeItem(at: file) } }
    let ending: ChildProcess.Ending
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      let command = ["git", "-C", folder.path] + Self.settings + arguments
      // A shell connects the file.
      let words = input.map { ["sh", "-c", #"exec "$@" < "$0""#, $0.path] + command } ?? command
      let child = try ChildProcess(
        "/usr/bin/env", arguments: ["env"] + words, environment: ownEnvironment.merging(variables) { _, new in new },
        output: .files(output: output, error: error))
      ending = child.wait(seconds: Self.patience)
    } catch {
      throw Failure(message: "\(error)")
    }
    guard ending == .exited(0) else {
      let said = (try? Data(contentsOf: error)).map { String(decoding: $0.suffix(4096), as: UTF8.self) } ?? ""
      let lines = said.split(whereSeparator: \.isNewline).joined(separator: " | ")
      let status: Int32? = if case .exited(let status) = ending { status } else { nil }
      throw Failure(message: lines.isEmpty ? "git \(ending.text)" : lines, status: status)
    }
    return (try? Data(contentsOf: output)) ?? Data()
  }

  /// Seconds for a command; a large tree on a slow disk takes minutes.
  private static let patience = 1200.0

  /// Overrides of user settings that would write to the repository, or leave files out.
  private static let settings = [
    "core.fsmonitor=false", "core.untrackedCache=false", "core.splitIndex=false", "core.sparseCheckout=false",
    "submodule.recurse=false", "core.quotePath=false",
  ].flatMap { ["-c", $0] }

  /// The environment without the repository that git names for hooks.
  private var ownEnvironment: [String: String] {
    Self.withoutHooks(environment).merging(["GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"]) { $1 }
  }

  /// An environment in which git finds the repository by its folder, and only reads.
  package static func withoutHooks(_ environment: [String: String]) -> [String: String] {
    let ofHooks = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"]
    // Otherwise, querying the state of files rewrites the index.
    return environment.filter { !ofHooks.contains($0.key) }.merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
  }

  private func file(_ kind: String) -> URL { scratch.appendingPathComponent("git-\(UUID().uuidString).\(kind)") }
}
