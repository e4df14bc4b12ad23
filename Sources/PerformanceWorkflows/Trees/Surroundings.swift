import Foundation
import PerformanceGit
import PerformanceRecords

/// The inputs of a build from outside its repository.
package struct Surroundings: Equatable {
  /// The user's packages that manifests name by path, and the targets of symbolic links.
  package var paths: Set<String> = []
  /// Those of them that are packages.
  package var packages: Set<String> = []
  /// The possible names of environment variables in manifests.
  package var variables: Set<String> = []
  /// Whether the inputs are complete; false where a manifest cannot be read.
  package var areKnown = true

  package init() {}

  /// A text for each path that changes with any of its files; `nil` where that cannot be known.
  /// - Parameter left: a folder to exclude, whose files are tracked otherwise.
  package func fingerprints(leavingOut left: URL) -> [String: String]? {
    var fingerprints: [String: String] = [:]
    guard areKnown else { return nil }
    for path in paths {
      guard let fingerprint = FileStates.fingerprint(of: path, leavingOut: left.path) else { return nil }
      fingerprints[path] = fingerprint
    }
    return fingerprints
  }
}

/// Finds the inputs of a package in an exported tree from outside it, and makes them reachable from there.
package struct SurroundingsFinder {
  private let tree: ExportedTree
  private let dependencies: (URL) -> [String]?

  /// - Parameter dependencies: returns the paths of the packages that a folder's manifest names; `nil` when it cannot
  ///   be read.
  package init(of tree: ExportedTree, dependencies: @escaping (URL) -> [String]?) {
    self.tree = tree
    self.dependencies = dependencies
  }

  /// Follows the manifests, beginning with a package of the tree.
  /// - Parameter links: the symbolic links among the exported files.
  /// - Throws: ``InputError`` when the folder of the tree cannot be written.
  package func find(from package: URL, links: [URL]) throws -> Surroundings {
    var found = Surroundings()
    var linked: Set<String> = []
    for outside in links.compactMap(tree.outside(link:)) {
      found.paths.insert(outside.users)
      if outside.needsLink { linked.insert(outside.users) }
    }
    try tree.link(linked)
    var (pending, seen) = ([package.path], Set<String>())
    while let folder = pending.popLast() {
      guard seen.insert(folder).inserted else { continue }
      let url = URL(fileURLWithPath: folder, isDirectory: true)
      let manifests = Self.manifests(in: url)
      for manifest in manifests {
        found.variables.formUnion(manifest.matches(of: /"([A-Za-z_][A-Za-z0-9_]*)"/).map { String($0.1) })
      }
      // Without this word it cannot name a package by its path, and need not be compiled.
      guard manifests.contains(where: { $0.contains("path") }) else { continue }
      guard let paths = dependencies(url) else {
        found.areKnown = false
        continue
      }
      for path in paths {
        if let outside = tree.outside(path) {
          found.paths.insert(outside.users)
          found.packages.insert(outside.users)
          if outside.needsLink, linked.insert(outside.users).inserted { try tree.link(linked) }
        }
        pending.append(path)
      }
    }
    return found
  }

  /// The texts of a package's manifests; there may be one for each version of SwiftPM.
  private static func manifests(in folder: URL) -> [String] {
    ManifestFiles.names(in: folder).compactMap { try? Data(contentsOf: folder.appendingPathComponent($0)) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
