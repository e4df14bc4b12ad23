import Foundation
import PerformanceSystem

/// The files of a repository, without the baselines of a package, which recordings change and builds do not use.
///
/// A package in a folder of its repository may use any of them: a nested package measures the package above it. An
/// amended, rebased or squashed commit gets another hash, but its files stay the same.
package final class RepositoryFiles {
  /// The most commits to search.
  private static let mostCommits = 100

  private let checkout: GitCheckout
  /// The path of the baselines below the root of the repository; `nil` where they are elsewhere.
  private let baselines: String?
  /// The commits that changed the files, the newest first, without those already searched.
  private lazy var unsearched = history()[...]
  private var searched: [String: GitCommit] = [:]

  /// The files of a repository.
  /// - Parameter baselines: the folder of the package's baselines.
  package init(leavingOut baselines: URL, in checkout: GitCheckout) {
    self.checkout = checkout
    let path = checkout.path(of: baselines)
    self.baselines = path.isEmpty ? nil : path
  }

  /// A hash of the files: git's hash of the list of their paths, modes and contents.
  /// - Throws: ``GitTool/Failure``.
  package func hash(in tree: GitTree) throws -> String {
    let objects = try tree.objects.map(checkout.variables) ?? [:]
    let listed = try checkout.git.names(["ls-tree", "-r", "-z", "--full-tree", tree.hash], adding: objects)
    let files = listed.filter { file in
      let path = file.split(separator: "\t", maxSplits: 1).last ?? ""
      return baselines.map { !path.hasPrefix($0 + "/") } ?? true
    }
    let list = checkout.git.scratch.appendingPathComponent("files-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: list) }
    do {
      try Data(files.joined(separator: "\0").utf8).write(to: list)
    } catch {
      throw GitTool.Failure(message: "\(list.path) cannot be written")
    }
    return try checkout.git.text(["hash-object", "--no-filters", "--", list.path])
  }

  /// The hash of the current files: changed ones, and new ones that git does not ignore.
  /// - Parameter state: a folder to exclude even where git does not ignore it.
  /// - Throws: ``GitTool/Failure`` or ``CommandFailure``.
  package func hashNow(leavingOut state: URL) throws -> String {
    let store = checkout.git.scratch.appendingPathComponent("store-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: store) }
    return try hash(in: try checkout.workingTree(store: store, leavingOut: state))
  }

  /// The newest commit whose files have this hash, among the last hundred commits that changed any of them.
  package func commit(withHash hash: String) -> GitCommit? {
    while searched[hash] == nil, let name = unsearched.popFirst() {
      guard let commit = try? checkout.find(name), let found = try? self.hash(in: commit.tree) else { continue }
      searched[found] = searched[found] ?? commit
    }
    return searched[hash]
  }

  private func history() -> [String] {
    let paths = [":(top)"] + (baselines.map { [":(exclude,top,literal)" + $0] } ?? [])
    let log = try? checkout.git.text(
      ["log", "--format=%H", "--max-count=\(Self.mostCommits)", "HEAD", "--"] + paths)
    return (log ?? "").split(whereSeparator: \.isNewline).map(String.init)
  }
}
