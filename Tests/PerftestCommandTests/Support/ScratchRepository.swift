import Foundation
import PerformanceTestSupport
import Testing

/// A git repository in a temporary folder whose path has a space.
final class ScratchRepository: Sendable {
  private let folder: TemporaryFolder
  /// The checkout.
  let url: URL

  /// An empty repository, or a clone.
  init(cloning source: URL? = nil, arguments: [String] = []) throws {
    folder = try TemporaryFolder()
    url = folder.url.appendingPathComponent("a checkout")
    if let source {
      _ = try Self.run(["clone", "-q"] + arguments + ["file://" + source.path, url.path], in: folder.url)
    } else {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try git("init", "-q", "-b", "main")
    }
  }

  /// The state folder, inside the checkout.
  var state: URL { url.appendingPathComponent(".perftest") }

  /// The state folder of a package in the checkout.
  func state(of package: String) -> URL {
    url.resolvingSymlinksInPath().appendingPathComponent(package).appendingPathComponent(".perftest")
  }

  /// Runs git in the checkout.
  @discardableResult
  func git(_ arguments: String...) throws -> String { try Self.run(arguments, in: url) }

  /// The line that git writes.
  func run(_ arguments: [String]) throws -> String {
    try Self.run(arguments, in: url).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Writes a file.
  func write(_ text: String, to path: String) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Commits everything.
  func commit(_ message: String = "a change") throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  /// The state that a user would notice: the index, the state of files, the stash, the references and the registered work trees.
  func usersView() throws -> [String] {
    let index = (try? Data(contentsOf: url.appendingPathComponent(".git/index")).base64EncodedString()) ?? "none"
    return [
      index, try git("status", "--porcelain"), try git("stash", "list"), try git("show-ref", "--head"),
      try git("worktree", "list"), try git("count-objects"),
      try FileManager.default.subpathsOfDirectory(atPath: url.appendingPathComponent(".git").path).sorted().joined(),
    ]
  }

  private static func run(_ arguments: [String], in folder: URL) throws -> String {
    // From version 2.47 on, git maintains a repository after a commit in a process that goes on, with a lock in '.git'.
    let settings = [
      "user.name=Test", "user.email=test@example.com", "protocol.file.allow=always", "commit.gpgsign=false",
      "maintenance.auto=false",
    ].flatMap { ["-c", $0] }
    return try TestTool.run(
      ["git", "-C", folder.path] + settings + arguments,
      environment: BuiltCommand.environment(adding: ["GIT_OPTIONAL_LOCKS": "0"]))
  }
}
