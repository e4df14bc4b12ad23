import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceSystem

extension RemoteBranch {
  /// What became of a push.
  package enum Push: Equatable, Sendable {
    case done
    /// The branch has another end meanwhile.
    case overtaken
  }

  /// Writes files to the store.
  /// - Returns: The hash of each.
  /// - Throws: ``CommandFailure``.
  package func write(_ contents: [Data]) throws -> [String] {
    guard !contents.isEmpty else { return [] }
    let folder = checkout.git.scratch.appendingPathComponent("files-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths = ""
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (index, data) in contents.enumerated() {
        let file = folder.appendingPathComponent("\(index)")
        try data.write(to: file)
        paths += file.path + "\n"
      }
    } catch {
      throw InputError.unwritable(folder)
    }
    return try writing {
      let hashes = try text(["hash-object", "-w", "--no-filters", "--stdin-paths"], input: paths)
      return hashes.split(whereSeparator: \.isNewline).map(String.init)
    }
  }

  /// Makes a commit that adds files to a state of the branch; the first commit of the branch has no parent.
  /// - Parameter files: the hashes of written files by path.
  /// - Throws: ``CommandFailure``.
  package func commit(_ files: [String: String], onto state: State, message: String) throws -> String {
    let index = checkout.git.scratch.appendingPathComponent("index-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: index) }
    let own = ["GIT_INDEX_FILE": index.path]
    return try writing {
      if let tip = state.tip { _ = try data(["read-tree", tip], adding: own) }
      let lines = files.sorted { $0.key < $1.key }.map { "100644 \($0.value)\t\($0.key)\n" }
      _ = try data(["update-index", "--add", "--index-info"], adding: own, input: lines.joined())
      let tree = try text(["write-tree"], adding: own)
      let parent = state.tip.map { ["-p", $0] } ?? []
      return try text(["commit-tree", "--no-gpg-sign", "-m", message] + parent + [tree], adding: identity())
    }
  }

  /// Pushes a commit, if the branch still ends where it did.
  /// - Throws: ``CommandFailure`` when the remote refuses it or cannot be reached.
  package func push(_ commit: String, onto state: State) throws -> Push {
    do {
      _ = try data([
        "push", "--quiet", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no",
        "--force-with-lease=\(reference):\(state.tip ?? "")", pushURL, "\(commit):\(reference)",
      ])
    } catch let error as GitTool.Failure {
      // The connection may have ended after the push.
      let tip = try tip(after: error)
      if tip != commit {
        // Another push may hold the lock of the branch and not have moved it yet.
        if tip != state.tip || Self.isContention(error.message) { return .overtaken }
        throw Self.failure(
          "the remote '\(remote)' did not take the branch '\(name)' (\(error.message)); check the permission to push to "
            + "it. The runs are kept on this machine, and the next push sends them", status: .notMeasurable)
      }
    }
    remember(commit)
    return .done
  }

  /// Whether a message of git says that another push is changing the branch.
  ///
  /// A server may refuse a push with any words, and git with others about locks, such as those of a full disk.
  package static func isContention(_ message: String) -> Bool {
    let causes = [
      ".lock': File exists", ": is at ", ": reference already exists", ": reference is missing but expected ",
    ]
    return message.contains("cannot lock ref '") && causes.contains(where: message.contains)
  }

  /// The end of the branch after a push that failed.
  private func tip(after failure: GitTool.Failure) throws -> String? {
    do {
      return try remoteTip()
    } catch is GitTool.Failure {
      throw Self.failure(
        "the connection to the remote '\(remote)' was lost while the branch '\(name)' was pushed (\(failure.message)). "
          + "The runs are still here, and the next push adds those that did not arrive", status: .notMeasurable)
    }
  }

  private func writing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as GitTool.Failure {
      throw Self.failure(
        "git cannot write to \(store.path) (\(error.message)); free some space, or delete the folder",
        status: .notMeasurable)
    }
  }

  /// The author of commits, where git has none.
  private func identity() -> [String: String] {
    func isSet(_ key: String) -> Bool { (try? checkout.git.text(["config", "--get", key]))?.isEmpty == false }
    var identity: [String: String] = [:]
    for role in ["AUTHOR", "COMMITTER"] {
      if checkout.git.environment["GIT_\(role)_NAME"] == nil, !isSet("user.name") {
        identity["GIT_\(role)_NAME"] = "perftest"
      }
      if checkout.git.environment["GIT_\(role)_EMAIL"] == nil, !isSet("user.email") {
        identity["GIT_\(role)_EMAIL"] = "perftest@localhost"
      }
    }
    return identity
  }
}
