import Foundation
import PerformanceRecords

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

  /// The folder that holds the tree, its index and its build; all of it can be deleted.
  package let place: URL
  /// The checkout that the files come from.
  package let checkout: GitCheckout
  /// The state folder, which is no part of a working folder.
  package let state: URL

  /// An export of a checkout at a place below the state folder.
  package init(of checkout: GitCheckout, at place: URL, state: URL) {
    self.checkout = checkout
    self.place = place.resolvingSymlinksInPath()
    self.state = state
  }

  /// The root of the exported files. It has the name of the user's folder: SwiftPM names a package after its folder.
  package var root: URL {
    place.appendingPathComponent("tree").appendingPathComponent(checkout.root.lastPathComponent, isDirectory: true)
  }

  /// Brings the folder up to date.
  /// - Returns: The trees that are there now: that of the repository, and those of its submodules by path.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  @discardableResult
  package func update(to source: Source) throws -> Contents {
    let stores = place.appendingPathComponent("stores")
    do {
      // What a killed run left: objects of the working folder as it was then.
      if FileManager.default.fileExists(atPath: stores.path) { try FileManager.default.removeItem(at: stores) }
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    } catch {
      throw StateFolder.unwritable(place)
    }
    removeOtherNames()
    var contents = Contents(tree: GitTree(hash: ""))
    try write(source, of: checkout, path: "", into: &contents)
    return contents
  }

  /// What an export has.
  package struct Contents: Hashable {
    /// The repository's tree.
    package var tree: GitTree
    /// The trees of submodules, by their paths.
    package var submodules: [String: GitTree] = [:]

    /// Whether both have the same files.
    package func isSame(as other: Contents) -> Bool {
      tree.hash == other.tree.hash && submodules.mapValues(\.hash) == other.submodules.mapValues(\.hash)
    }
  }

  private func write(_ source: Source, of checkout: GitCheckout, path: String, into contents: inout Contents) throws {
    // A submodule may be called "root" as well.
    let name = path.isEmpty ? "root" : "module-" + FileName.safe(path)
    let tree =
      switch source {
      case .commit(let commit): commit.tree
      case .workingFolder:
        try checkout.workingTree(
          store: place.appendingPathComponent("stores").appendingPathComponent(name), leavingOut: state)
      }
    if path.isEmpty { contents.tree = tree } else { contents.submodules[path] = tree }
    let folder = path.isEmpty ? root : root.appendingPathComponent(path, isDirectory: true)
    let index = place.appendingPathComponent("\(name).index")
    let modules = try write(tree, of: checkout, to: folder, index: index)
    for module in modules {
      let modulePath = path.isEmpty ? module.path : path + "/" + module.path
      guard let inner = try submodule(at: checkout.root.appendingPathComponent(module.path)) else { continue }
      try write(
        innerSource(source, of: inner, commit: module.commit, path: modulePath), of: inner, path: modulePath,
        into: &contents)
    }
  }

  /// The place of a submodule in a tree.
  private struct Module {
    var path: String
    var commit: String
  }

  private func write(_ tree: GitTree, of checkout: GitCheckout, to folder: URL, index: URL) throws -> [Module] {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Git was killed while it wrote; the lock of its caller says that nobody writes now.
      try? FileManager.default.removeItem(at: index.appendingPathExtension("lock"))
      var variables = try tree.objects.map(checkout.variables) ?? [:]
      variables["GIT_INDEX_FILE"] = index.path
      variables["GIT_DIR"] = checkout.gitFolder.path
      variables["GIT_WORK_TREE"] = folder.path
      let git = GitTool(folder: folder, scratch: checkout.git.scratch)
      try git.data(["read-tree", "--reset", "-u", tree.hash], adding: variables)
      let entries = try git.names(["ls-files", "-z", "--stage"], adding: variables).compactMap(Entry.init)
      let modules = entries.filter(\.isModule)
      try removeOthers(in: folder, keeping: entries.map(\.path), below: modules.map(\.path))
      return modules.map { Module(path: $0.path, commit: $0.hash) }
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .failure, message: "git cannot write a tree to \(folder.path): \(error.message.printable)")
    } catch is CocoaError {
      throw StateFolder.unwritable(folder)
    }
  }

  /// A line of `ls-files --stage`: `mode hash stage<tab>path`.
  private struct Entry {
    var isModule: Bool
    var hash: String
    var path: String

    init?(_ line: String) {
      let halves = line.split(separator: "\t", maxSplits: 1)
      let words = halves.first?.split(separator: " ") ?? []
      guard halves.count == 2, words.count == 3 else { return nil }
      isModule = words[0] == "160000"
      hash = String(words[1])
      path = String(halves[1])
    }
  }
}

extension ExportedTree {
  /// A submodule that is checked out; one that is not is an empty folder here as it is there.
  private func submodule(at folder: URL) throws -> GitCheckout? {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path) else { return nil }
    return try GitCheckout(containing: folder, scratch: checkout.git.scratch)
  }

  private func innerSource(_ source: Source, of module: GitCheckout, commit: String, path: String) throws -> Source {
    guard source != .workingFolder else { return .workingFolder }
    guard let found = try? module.find(commit) else {
      throw CommandFailure(
        status: .notNow,
        message:
          "the submodule \(path.printable) has no commit \(commit.prefix(12)), which belongs to the tree; fetch it: "
          + "git -C '\(path.printable)' fetch origin \(commit)")
    }
    return .commit(found)
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
      // Git has made every folder of the tree; a link in its place would lead out of here.
      if folders.contains(inner), (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) == nil {
        try removeOthers(in: url, path: inner, keeping: kept, folders: folders, below: modules)
      } else if !kept.contains(inner), name != Self.resolvedVersions {
        try FileManager.default.removeItem(at: url)
      }
    }
  }

  /// The file in which SwiftPM notes the versions of dependencies; where git ignores it, a build keeps its own.
  package static let resolvedVersions = "Package.resolved"

  /// After a folder was renamed its old export would only take room.
  private func removeOtherNames() {
    let trees = place.appendingPathComponent("tree")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: trees.path)) ?? []
    where name != checkout.root.lastPathComponent {
      try? FileManager.default.removeItem(at: trees.appendingPathComponent(name))
    }
  }
}
