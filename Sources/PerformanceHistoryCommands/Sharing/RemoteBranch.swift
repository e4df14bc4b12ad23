import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceSystem

/// A branch of a remote without a counterpart in the repository, read and extended by plumbing commands.
///
/// Objects are in a store beside the repository, which is only read: neither files, index, HEAD, stash nor references
/// change. The remote is reached by its URL, since git would write remote-tracking branches for its name.
package struct RemoteBranch {
  /// The short name of the branch.
  package let name: String
  /// The name of the remote, as messages show it.
  package let remote: String
  /// The repository.
  let checkout: GitCheckout
  /// The URL that git fetches from. It may have credentials.
  let fetchURL: String
  /// The URL that git pushes to. It may have credentials.
  let pushURL: String
  /// The folder with the objects and the hash of the commit that was seen last; it can be deleted.
  let store: URL
  private let use: StoreUse

  /// Finds the remote.
  /// - Parameters:
  ///   - remote: the name of a remote, or a URL.
  ///   - stores: the folder for stores, one for each branch of each remote.
  /// - Throws: ``CommandFailure`` when there is no such remote, or the branch's name is invalid.
  package init(_ name: String, of remote: String, in checkout: GitCheckout, stores: URL) throws {
    guard !name.hasPrefix("-"), (try? checkout.git.text(["check-ref-format", "refs/heads/" + name])) != nil else {
      throw Self.failure("'\(name)' is no name of a branch")
    }
    // Whether `pushurl` and `insteadOf` apply is git's decision, so that they are not resolved here.
    func setting(_ key: String) -> String? {
      let values = try? checkout.git.text(["config", "--get-all", "remote.\(remote).\(key)"])
      // Git fetches from the first of several.
      return values?.split(whereSeparator: \.isNewline).first.map(String.init)
    }
    guard let url = setting("url") ?? (remote.contains { "/:".contains($0) } ? remote : nil), !url.hasPrefix("-") else {
      let names = (try? checkout.git.text(["remote"]))?.split(whereSeparator: \.isNewline).joined(separator: ", ") ?? ""
      throw Self.failure(
        "there is no remote '\(remote)' in \(checkout.root.path); "
          + (names.isEmpty ? "add one with git remote add, or give --remote URL" : "name one with --remote: \(names)"))
    }
    self.name = name
    self.remote = Self.withoutCredentials(remote)
    self.checkout = checkout
    fetchURL = url
    pushURL = setting("pushurl") ?? url
    store = stores.appendingPathComponent(FileName.hash([url, pushURL, name].joined(separator: "\0")))
    use = StoreUse(of: store)
  }

  var reference: String { "refs/heads/" + name }

  // MARK: - Running git

  /// Overrides of user settings by which git would run hooks, sign, collect garbage or write to the repository.
  private static let settings = [
    "core.hooksPath=/dev/null", "gc.auto=0", "maintenance.auto=false", "fetch.writeCommitGraph=false",
    "push.gpgSign=false", "push.followTags=false", "core.logAllRefUpdates=false",
    // A server that stops sending must not block a build.
    "http.lowSpeedLimit=1", "http.lowSpeedTime=60",
  ].flatMap { ["-c", $0] }

  /// The output of a command that reads and writes the store.
  /// - Throws: ``GitTool/Failure``.
  func data(_ arguments: [String], adding added: [String: String] = [:], input: String? = nil) throws -> Data {
    let objects = store.appendingPathComponent("objects")
    try? FileManager.default.createDirectory(at: objects, withIntermediateDirectories: true)
    var variables = try checkout.variables(objects: objects).merging(added) { _, new in new }
    // In a partial clone git would ask the server for what is not here.
    variables["GIT_NO_LAZY_FETCH"] = "1"
    if !hasSSHCommand() { variables["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o ConnectTimeout=30" }
    let file = try input.map(inputFile)
    defer { if let file { try? FileManager.default.removeItem(at: file) } }
    return try checkout.git.data(Self.settings + arguments, adding: variables, input: file)
  }

  /// The output of such a command as a text, without its last line feed.
  func text(_ arguments: [String], adding added: [String: String] = [:], input: String? = nil) throws -> String {
    String(decoding: try data(arguments, adding: added, input: input), as: UTF8.self)
      .trimmingCharacters(in: .newlines)
  }

  /// Whether the user has chosen how git starts SSH.
  private func hasSSHCommand() -> Bool {
    checkout.git.environment["GIT_SSH_COMMAND"] != nil || checkout.git.environment["GIT_SSH"] != nil
      || (try? checkout.git.text(["config", "--get", "core.sshCommand"])) != nil
  }

  private func inputFile(_ text: String) throws -> URL {
    let file = checkout.git.scratch.appendingPathComponent("input-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: checkout.git.scratch, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    } catch {
      throw InputError.unwritable(file)
    }
    return file
  }

  // MARK: - Failures

  /// A text in which URLs have no user and no password.
  static func withoutCredentials(_ text: String) -> String { text.replacing(/:\/\/[^\/\s]*@/, with: "://") }

  static func failure(_ message: String, status: ExitStatus = .configuration) -> CommandFailure {
    CommandFailure(status: status, message: withoutCredentials(message).printable)
  }
}
