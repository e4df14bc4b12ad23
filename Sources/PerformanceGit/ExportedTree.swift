import Foundation
import PerformanceSystem

/// The files of a commit, or of the user's working folder, exported to another folder.
///
/// Written with git's `read-tree` and a separate index: nothing is registered in the repository, and unchanged files
/// keep their dates, so that builds are incremental.
package struct ExportedTree {
  /// The source of an export.
  package enum Source: Equatable {
    /// A commit.
    case commit(GitCommit)
    /// The current files of the checkout, with changes and with new files that git does not ignore.
    case workingFolder
  }

  /// The folder that holds the tree and its index; all of it can be deleted.
  package let location: URL
  /// The checkout that the files come from.
  package let checkout: GitCheckout
  /// The state folder, which is excluded from a working folder.
  package let state: URL

  /// Creates the export of a checkout into a folder below the state folder.
  package init(of checkout: GitCheckout, at location: URL, state: URL) {
    self.checkout = checkout
    self.location = location.resolvingSymlinksInPath()
    self.state = state
  }

  /// The folder that represents the root of the file system, so that a relative path that leaves the repository stays
  /// below this folder.
  var image: URL { location.appendingPathComponent("files", isDirectory: true) }

  /// The root of the exported files, whose path below ``image`` is that of the user's folder.
  ///
  /// It has the name of the user's folder, because SwiftPM names a package after its folder.
  package var root: URL {
    image.appendingPathComponent(String(checkout.root.path.dropFirst()), isDirectory: true)
  }

  /// The contents of an export.
  package struct Contents: Equatable {
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

// MARK: - Finding the contents

extension ExportedTree {
  /// Determines the contents of an export without writing files.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  package func contents(of source: Source) throws -> Contents {
    if source == .workingFolder {
      do {
        // The leftovers of a killed run: objects of an earlier working folder.
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

  /// The name of the repository or a submodule in the folders beside the tree; a submodule may be called "root".
  private static func name(of path: String) -> String { path.isEmpty ? "root" : "module-" + FileName.safe(path) }

  /// A checked-out submodule; `nil` for another one, which is an empty folder here, too.
  private func submodule(at folder: URL) throws -> GitCheckout? {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path) else { return nil }
    return try GitCheckout(
      containing: folder, scratch: checkout.git.scratch, environment: checkout.git.environment, log: checkout.git.log)
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

// MARK: - Writing the contents

extension ExportedTree {
  /// Writes the contents to the folder.
  /// - Returns: The symbolic links among the files.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  @discardableResult
  package func write(_ contents: Contents) throws -> [URL] {
    var links = try write(contents.tree, of: checkout, path: "")
    // A submodule precedes its own submodules.
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
      // A killed git left the lock; the caller's own lock excludes other writers.
      try? FileManager.default.removeItem(at: index.appendingPathExtension("lock"))
      var variables = try tree.objects.map(checkout.variables) ?? [:]
      variables["GIT_INDEX_FILE"] = index.path
      variables["GIT_DIR"] = checkout.gitFolder.path
      variables["GIT_WORK_TREE"] = folder.path
      let git = GitTool(
        folder: folder, scratch: checkout.git.scratch, environment: checkout.git.environment, log: checkout.git.log)
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

  /// Removes files outside of the tree, such as those written by a killed git, which would be compiled.
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
      // Git created every folder of the tree; a link instead of one would lead outside.
      if folders.contains(inner), (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) == nil {
        try removeOthers(in: url, path: inner, keeping: kept, folders: folders, below: modules)
      } else if !kept.contains(inner), name != Self.resolvedVersions {
        try FileManager.default.removeItem(at: url)
      }
    }
  }

  /// SwiftPM's file with the versions of dependencies; where git ignores it, a build keeps its own.
  package static let resolvedVersions = "Package.resolved"
}
