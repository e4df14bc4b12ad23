import Foundation
import PerformanceRecords

/// A package in an exported tree, built for measuring.
package struct TreeBuild {
  /// The tree.
  package let tree: ExportedTree
  /// The package's folder in the user's checkout.
  package let package: URL
  /// The environment of the command.
  package let environment: [String: String]

  /// The build of the user's package as it is in a tree.
  package init(of package: URL, in tree: ExportedTree, environment: [String: String]) {
    self.package = package
    self.tree = tree
    self.environment = environment
  }

  /// The package's folder in the tree.
  package var folder: URL {
    let path = tree.checkout.path(of: package)
    return path.isEmpty ? tree.root : tree.root.appendingPathComponent(path, isDirectory: true)
  }

  /// Builds and gives the bundle's executable; what did not change since the last build there is not built again.
  /// - Parameter title: what is built, for who waits.
  /// - Throws: ``CommandFailure`` with the compiler's errors.
  package func run(title: String) throws -> URL {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) else {
      let path = tree.checkout.path(of: package)
      throw CommandFailure(
        status: .notNow, message: "there is no package in \(path.isEmpty ? "the root" : path.printable) of \(title)")
    }
    copyResolvedVersions()
    return try BundleBuild(
      package: folder, scratch: tree.place.appendingPathComponent("build"),
      log: tree.place.appendingPathComponent("build.log"), title: title, environment: variables
    ).run()
  }

  /// Manifests may ask git for the commit, and SwiftPM asks for changes, by which git writes the user's index anew: a tree
  /// is in no repository, so that it finds none.
  private var variables: [String: String] {
    GitTool.withoutHooks(environment).merging(["GIT_CEILING_DIRECTORIES": tree.place.path]) { $1 }
  }

  /// Where git ignores the file with the versions of dependencies, those the user builds with are meant.
  private func copyResolvedVersions() {
    let users = package.appendingPathComponent(ExportedTree.resolvedVersions)
    let copy = folder.appendingPathComponent(ExportedTree.resolvedVersions)
    guard !tree.checkout.isTracked(users), let data = try? Data(contentsOf: users),
      data != (try? Data(contentsOf: copy))
    else { return }
    try? data.write(to: copy, options: .atomic)
  }
}
