import Foundation
import PerformanceSystem

/// Starts git for a folder; nothing that is read so writes to the repository.
package struct GitTool {
  /// Where git looks for the repository.
  package let folder: URL
  /// Where its output goes while it runs.
  package let scratch: URL
  /// The environment of the command that asks.
  package let environment: [String: String]

  /// - Parameters:
  ///   - folder: where git looks for the repository.
  ///   - scratch: where its output goes while it runs.
  ///   - environment: the environment of the command that asks.
  package init(folder: URL, scratch: URL, environment: [String: String]) {
    self.folder = folder
    self.scratch = scratch
    self.environment = environment
  }

  /// Git said no.
  package struct Failure: Error {
    /// What it wrote to standard error, in one line.
    package let message: String
  }

  /// The lines that a command gave, without the last line feed.
  /// - Throws: ``Failure``.
  package func text(_ arguments: [String], adding variables: [String: String] = [:]) throws -> String {
    String(decoding: try data(arguments, adding: variables), as: UTF8.self)
      .trimmingCharacters(in: .newlines)
  }

  /// The commit that is checked out, marked when files differ from it or are new; `nil` where there is no git or no
  /// repository.
  /// - Parameter left: a folder whose files do not count.
  package func checkedOut(leavingOut left: URL) -> String? {
    guard let commit = try? text(["rev-parse", "--short=12", "HEAD"]) else { return nil }
    return commit + (isDirty(leavingOut: left) == true ? "+changes" : "")
  }

  /// The names that a command gave with `-z`.
  /// - Throws: ``Failure``.
  package func names(_ arguments: [String], adding variables: [String: String] = [:]) throws -> [String] {
    try data(arguments, adding: variables).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What a command wrote to standard output.
  /// - Throws: ``Failure`` when it cannot be started or does not end with 0.
  @discardableResult
  package func data(_ arguments: [String], adding variables: [String: String] = [:]) throws -> Data {
    let (output, error) = (file("out"), file("err"))
    defer { for file in [output, error] { try? FileManager.default.removeItem(at: file) } }
    let ending: ChildProcess.Ending
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      let child = try ChildProcess(
        "/usr/bin/env", arguments: ["env", "git", "-C", folder.path] + Self.settings + arguments,
        environment: ownEnvironment.merging(variables) { _, new in new }, output: .files(output: output, error: error)
      )
      ending = child.wait(seconds: Self.patience)
    } catch {
      throw Failure(message: "\(error)")
    }
    guard ending == .exited(0) else {
      let said = (try? Data(contentsOf: error)).map { String(decoding: $0.suffix(4096), as: UTF8.self) } ?? ""
      let lines = said.split(whereSeparator: \.isNewline).joined(separator: " | ")
      throw Failure(message: lines.isEmpty ? "git \(ending.text)" : lines)
    }
    return (try? Data(contentsOf: output)) ?? Data()
  }

  /// Seconds for one command; a large tree on a slow disk takes minutes.
  private static let patience = 1200.0

  /// Settings of the user that would make a command write into the repository, or leave files out.
  private static let settings = [
    "core.fsmonitor=false", "core.untrackedCache=false", "core.splitIndex=false", "core.sparseCheckout=false",
    "submodule.recurse=false", "core.quotePath=false",
  ].flatMap { ["-c", $0] }

  /// The environment without the repository that a hook's git names in it.
  private var ownEnvironment: [String: String] {
    Self.withoutHooks(environment).merging(["GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"]) { $1 }
  }

  /// An environment in which git finds the repository by its folder, and only reads.
  package static func withoutHooks(_ environment: [String: String]) -> [String: String] {
    let ofHooks = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"]
    // Without this, asking for the state of files writes the index anew.
    return environment.filter { !ofHooks.contains($0.key) }.merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
  }

  private func file(_ kind: String) -> URL { scratch.appendingPathComponent("git-\(UUID().uuidString).\(kind)") }
}
