import Foundation
import PerformanceSystem

/// The files of a commit, or of the user's working folder, in a folder of their own.
///
/// Written with git's `read-tree` and an index that only this folder has: nothing is registered in the repository, and
/// a file that is the same as before keeps its date, so that a build there is incremental.
package struct ExportedTree {
  /// What is exported.
  package enum Source: Hashable {
    /// A commit.
    case commit(GitCommit)
    /// The files of the checkout as they are now, with changes and with new files that git does not ignore.
    case workingFolder
  }

  /// The folder that holds the tree and its index; all of it can be deleted.
  package let location: URL
  /// The checkout that the files come from.
  package let checkout: GitCheckout
  /// The state folder, which is no part of a working folder.
  package let state: URL

  /// An export of a checkout into a folder below the state folder.
  package init(of checkout: GitCheckout, at location: URL, state: URL) {
    self.checkout = checkout
    self.location = location.resolvingSymlinksInPath()
    self.state = state
  }

  /// The folder that stands for the root of the file system, so that a relative path that leads out of the repository
  /// leads to a path below this folder.
  var image: URL { location.appendingPathComponent("files", isDirectory: true) }

  /// The root of the exported files, whose path below ``image`` is that of the user's folder.
  ///
  /// It has the name of the user's folder: SwiftPM names a package after its folder.
  package var root: URL {
    image.appendingPathComponent(String(checkout.root.path.dropFirst()), isDirectory: true)
  }

  /// What an export has.
  package struct Contents: Hashable {
    /// The repository's tree.
    package var tree: GitTree
    /// The trees of submodules, by their paths.
    package var submodules: [String: GitTree] = [:]

    /// Whether both have the same files.
    package func isSame(as other: Contents) -> Bool {
      tree.hash == other.tree.hash && hasSameSubmodules(as: other)
    }

    /// Whether the files of submodules are the same.
    package func hasSameSubmodules(as other: Contents) -> Bool {
      submodules.mapValues(\.hash) == other.submodules.mapValues(\.hash)
    }
  }
}

// MARK: - What is to be written

extension ExportedTree {
  /// Finds what an export would have, and writes no file of it.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  package func contents(of source: Source) throws -> Contents {
    if source == .workingFolder {
      do {
        // What a killed run left: objects of the working folder as it was then.
        if FileManager.default.fileExists(atPath: stores.path) { try FileManager.default.removeItem(at: stores) }
      } catch {
        throw InputError.unwritable(stores)
      }
    }
    var contents = Contents(tree: GitTree(hash: ""))
    try find(source, of: checkout, path: "", into: &contents)
    return contents
  }

  private var stores: URL { location.appendingPathComponent("stores") }

  private func find(_ source: Source, of checkout: GitCheckout, path: String, into contents: inout Contents) throws {
    let tree =
      switch source {
      case .commit(let commit): commit.tree
      case .workingFolder:
        try checkout.workingTree(store: stores.appendingPathComponent(Self.name(of: path)), leavingOut: state)
      }
    if path.isEmpty { contents.tree = tree } else { contents.submodules[path] = tree }
    for module in try entries(of: tree, in: checkout) where module.kind == .submodule {
      let modulePath = path.isEmpty ? module.path : path + "/" + module.path
      guard let inner = try submodule(at: checkout.root.appendingPathComponent(module.path)) else { continue }
      try find(
        innerSource(source, of: inner, commit: module.hash, path: modulePath), of: inner, path: modulePath,
        into: &contents)
    }
  }

  /// What the repository or a submodule is called among the files beside the tree; a submodule may be called "root".
  private static func name(of path: String) -> String { path.isEmpty ? "root" : "module-" + FileName.safe(path) }

  /// A submodule that is checked out; one that is not is an empty folder here as it is there.
  private func submodule(at folder: URL) throws -> GitCheckout? {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path) else { return nil }
    return try GitCheckout(
      containing: folder, scratch: checkout.git.scratch, environment: checkout.git.environment)
  }

  private func innerSource(_ source: Source, of module: GitCheckout, commit: String, path: String) throws -> Source {
    guard source != .workingFolder else { return .workingFolder }
    guard let found = try? module.find(commit) else {
      throw CommandFailure(
        status: .notMeasurable,
        message:
          "the submodule \(path.printable) has no commit \(commit.prefix(12)), which belongs to the tree; fetch it: "
          + "git -C '\(path.printable)' fetch origin \(commit)")
    }
    return .commit(found)
  }

  private func entries(of tree: GitTree, in checkout: GitCheckout) throws -> [TreeEntry] {
    do {
      return try checkout.entries(of: tree)
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .failure,
        message: "git cannot list the tree \(tree.hash) of \(checkout.root.path): \(error.message.printable)")
    }
  }
}

// MARK: - Writing it

extension ExportedTree {
  /// Brings the folder up to date with what was found before.
  /// - Returns: The symbolic links among the files.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  @discardableResult
  package func write(_ contents: Contents) throws -> [URL] {
    var links = try write(contents.tree, of: checkout, path: "")
    // A submodule comes before those in it.
    for (path, tree) in contents.submodules.sorted(by: { $0.key < $1.key }) {
      guard let module = try submodule(at: checkout.root.appendingPathComponent(path)) else { continue }
      links += try write(tree, of: module, path: path)
    }
    return links
  }

  private func write(_ tree: GitTree, of checkout: GitCheckout, path: String) throws -> [URL] {
    let folder = path.isEmpty ? root : root.appendingPathComponent(path, isDirectory: true)
    let index = location.appendingPathComponent(Self.name(of: path)).appendingPathExtension("index")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Git was killed while it wrote; the lock of its caller says that nobody writes now.
      try? FileManager.default.removeItem(at: index.appendingPathExtension("lock"))
      var variables = try tree.objects.map(checkout.variables) ?? [:]
      variables["GIT_INDEX_FILE"] = index.path
      variables["GIT_DIR"] = checkout.gitFolder.path
      variables["GIT_WORK_TREE"] = folder.path
      let git = GitTool(
        folder: folder, scratch: checkout.git.scratch, environment: checkout.git.environment)
      try git.data(["read-tree", "--reset", "-u", tree.hash], adding: variables)
      let entries = try checkout.entries(of: tree)
      try removeOthers(
        in: folder, keeping: entries.map(\.path), below: entries.filter { $0.kind == .submodule }.map(\.path))
      return entries.filter { $0.kind == .link }.map { folder.appendingPathComponent($0.path) }
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .failure, message: "git cannot write a tree to \(folder.path): \(error.message.printable)")
    } catch is CocoaError {
      throw InputError.unwritable(folder)
    }
  }

  /// Removes what is no part of the tree, such as a file that a killed git had written: it would be compiled with it.
  private func removeOthers(in folder: URL, keeping paths: [String], below modules: [String]) throws {
    let kept = Set(paths)
    var folders: Set<String> = []
    for path in paths {
      var parent = path[...]
      while let slash = parent.lastIndex(of: "/") {
        parent = parent[..<slash]
        guard folders.insert(String(parent)).inserted else { break }
      }
    }
    try removeOthers(in: folder, path: "", keeping: kept, folders: folders, below: Set(modules))
  }

  private func removeOthers(
    in folder: URL, path: String, keeping kept: Set<String>, folders: Set<String>, below modules: Set<String>
  ) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let inner = path.isEmpty ? name : path + "/" + name
      let url = folder.appendingPathComponent(name)
      if modules.contains(inner) { continue }
      // Git has made every folder of the tree; a link in its stead would lead out of here.
      if folders.contains(inner), (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) == nil {
        try removeOthers(in: url, path: inner, keeping: kept, folders: folders, below: modules)
      } else if !kept.contains(inner), name != Self.resolvedVersions {
        try FileManager.default.removeItem(at: url)
      }
    }
  }

  /// The file in which SwiftPM keeps the versions of dependencies; where git ignores it, a build keeps its own.
  package static let resolvedVersions = "Package.resolved"
}
