import Foundation
import PerformanceLog
import PerformanceSystem

/// A commit with its tree.
package struct GitCommit: Hashable {
  /// The full hash.
  package let hash: String
  /// Its tree.
  package let tree: GitTree

  /// The abbreviated hash for display.
  package var short: String { String(hash.prefix(12)) }
}

/// A tree of files in a repository, or in a store of objects beside it.
package struct GitTree: Hashable {
  /// The hash.
  package let hash: String
  /// The store with objects that the repository lacks; `nil` if there are none.
  package var objects: URL?
}

/// A repository with checked-out files.
package struct GitCheckout {
  /// The root folder of its files, without links.
  package let root: URL
  /// Its git folder; for a linked work tree, that of the link.
  package let gitFolder: URL
  /// Runs git in `root`.
  package let git: GitTool

  /// Finds the repository of a folder.
  /// - Parameters:
  ///   - scratch: the folder for git's output.
  ///   - environment: the environment of the command.
  ///   - log: the log of git's commands.
  /// - Throws: ``CommandFailure`` when the folder is in no repository.
  package init(containing folder: URL, scratch: URL, environment: [String: String], log: RunLog = .none) throws {
    let git = GitTool(folder: folder, scratch: scratch, environment: environment, log: log)
    do {
      root = URL(fileURLWithPath: try git.text(["rev-parse", "--show-toplevel"]), isDirectory: true)
        .resolvingSymlinksInPath()
      gitFolder = URL(fileURLWithPath: try git.text(["rev-parse", "--absolute-git-dir"]), isDirectory: true)
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .configuration, message: "\(folder.path) cannot be read as a git checkout: \(error.message.printable)")
    }
    self.git = GitTool(folder: root, scratch: scratch, environment: environment, log: log)
  }

  /// The path of a checked-out folder below the root; empty for the root itself.
  package func path(of folder: URL) -> String {
    let path = folder.resolvingSymlinksInPath().path
    return path.hasPrefix(root.path + "/") ? String(path.dropFirst(root.path.count + 1)) : ""
  }

  /// Whether git tracks a file.
  package func isTracked(_ file: URL) -> Bool {
    let path = path(of: file.deletingLastPathComponent())
    let name = path.isEmpty ? file.lastPathComponent : path + "/" + file.lastPathComponent
    return (try? git.data(["ls-files", "--error-unmatch", "--", ":(top,literal)" + name])) != nil
  }

  /// The commit of a reference.
  /// - Throws: ``CommandFailure`` when there is no such commit.
  package func commit(_ reference: String) throws -> GitCommit {
    guard let commit = try? find(reference) else { throw unknown(reference) }
    return commit
  }

  /// The commit of a reference.
  package func find(_ reference: String) throws -> GitCommit {
    let hash = try git.text(["rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"])
    return GitCommit(hash: hash, tree: GitTree(hash: try git.text(["rev-parse", "--verify", hash + "^{tree}"])))
  }

  /// Whether the clone is shallow.
  package var isShallow: Bool { (try? git.text(["rev-parse", "--is-shallow-repository"])) == "true" }

  /// The command that fetches a reference in a shallow clone, which lacks other branches and distant commits.
  package static func advice(toReach reference: String) -> String {
    let name = reference.hasPrefix("origin/") ? String(reference.dropFirst("origin/".count)) : reference
    let isBranch = !name.contains { "~^:@{ ".contains($0) } && !name.allSatisfy(\.isHexDigit) && name != "HEAD"
    return isBranch
      ? "type git fetch --deepen=50 origin '\(name):refs/remotes/origin/\(name)', which makes it 'origin/\(name)'"
      : "type git fetch --deepen=50 origin"
  }

  private func unknown(_ reference: String) -> CommandFailure {
    let problem: String
    if (try? find("HEAD")) == nil {
      problem = "the repository \(root.path) has no commit yet, so there is nothing to compare with; commit first."
    } else if isShallow {
      problem = "there is no commit '\(reference)' in this shallow clone; \(Self.advice(toReach: reference))"
    } else {
      problem = "there is no commit '\(reference)' in \(root.path); 'git fetch' may bring it."
    }
    return CommandFailure(status: .configuration, message: problem.printable)
  }
}

extension GitCheckout {
  /// The exit status of `git grep` without a match.
  private static let nothingFound: Int32 = 1

  /// Whether any file below a folder contains a text, in a commit or, without one, among the current files.
  /// - Throws: ``CommandFailure`` when git cannot search.
  package func hasText(_ text: String, in commit: GitCommit? = nil, below folder: URL) throws -> Bool {
    let path = path(of: folder)
    let source = commit.map { [$0.hash] } ?? ["--untracked"]
    let arguments = ["grep", "-q", "-I", "-F", "-e", text] + source + ["--", ":(top,literal)" + path]
    do {
      try git.data(arguments)
      return true
    } catch let failure as GitTool.Failure {
      if failure.status == Self.nothingFound { return false }
      throw CommandFailure(
        status: .notMeasurable, message: "git could not search \(folder.path): \(failure.message)".printable)
    }
  }

  /// Whether checked-out files below a folder differ from those of a commit or are new. A folder that git cannot
  /// compare differs.
  package func differs(from commit: GitCommit, below folder: URL) -> Bool {
    let path = path(of: folder)
    guard !path.isEmpty else { return true }
    let limit = ["--", ":(top,literal)" + path]
    let lists = [
      ["diff", "--name-only", "-z", commit.hash] + limit, ["ls-files", "--others", "--exclude-standard", "-z"] + limit,
    ]
    return lists.contains { (try? git.names($0).isEmpty) != true }
  }

  /// The tree of the current files: changed ones, and new ones that git does not ignore.
  ///
  /// Uses a separate index and object store, so that the user's index, objects and stash stay unchanged.
  /// - Parameters:
  ///   - store: an empty folder for the index and the objects.
  ///   - left: a folder to exclude even where git does not ignore it.
  /// - Throws: ``CommandFailure``.
  package func workingTree(store: URL, leavingOut left: URL) throws -> GitTree {
    do {
      let objects = store.appendingPathComponent("objects")
      try FileManager.default.createDirectory(at: objects, withIntermediateDirectories: true)
      let index = store.appendingPathComponent("index")
      let usersIndex = absolute(try git.text(["rev-parse", "--git-path", "index"]))
      // The user's index saves rereading unchanged files; without one, nothing was ever added.
      if FileManager.default.fileExists(atPath: usersIndex.path) {
        try copy(usersIndex, to: index)
      }
      var variables = try self.variables(objects: objects)
      variables["GIT_INDEX_FILE"] = index.path
      let paths = ["."] + excluded(path(of: left)).map { ":(exclude,top,literal)" + $0 }
      try git.data(["add", "--all", "--no-warn-embedded-repo", "--"] + paths, adding: variables)
      return GitTree(hash: try git.text(["write-tree"], adding: variables), objects: objects)
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .failure,
        message: "git cannot list the files of \(root.path) in the working folder: \(error.message.printable)")
    } catch is CocoaError {
      throw InputError.unwritable(store)
    }
  }

  /// The files that differ between two trees.
  /// - Throws: ``GitTool/Failure``.
  package func difference(_ first: GitTree, _ second: GitTree) throws -> [String] {
    let objects = first.objects ?? second.objects
    return try git.names(
      ["diff-tree", "-r", "-z", "--name-only", "--no-renames", first.hash, second.hash],
      adding: try objects.map(variables) ?? [:])
  }

  /// The variables that add a store of objects to the repository's.
  package func variables(objects: URL) throws -> [String: String] {
    let own = absolute(try git.text(["rev-parse", "--git-path", "objects"])).path
    let others = git.environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"].map { ":" + $0 } ?? ""
    return [
      "GIT_OBJECT_DIRECTORY": objects.path, "GIT_ALTERNATE_OBJECT_DIRECTORIES": Self.quoted(own) + others,
    ]
  }

  /// Copies an index with its date: git rereads a file that was changed in the same second as the index, and would not
  /// with a younger index.
  private func copy(_ index: URL, to copy: URL) throws {
    let date = try FileManager.default.attributesOfItem(atPath: index.path)[.modificationDate] as? Date ?? .distantPast
    try FileManager.default.copyItem(at: index, to: copy)
    let second = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    try FileManager.default.setAttributes([.modificationDate: second], ofItemAtPath: copy.path)
  }

  /// The folder to exclude, unless git ignores its content: git rejects an excluded path that is ignored.
  private func excluded(_ path: String) -> [String] {
    guard !path.isEmpty, (try? git.data(["check-ignore", "-q", path + "/runs"])) == nil else { return [] }
    return [path]
  }

  /// A path in the format of git's lists: one with a colon must be quoted.
  private static func quoted(_ path: String) -> String {
    guard path.contains(":") || path.hasPrefix("\"") else { return path }
    let escaped = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  private func absolute(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : root.appendingPathComponent(path)
  }
}
