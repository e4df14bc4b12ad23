import Foundation

/// Paths relative to the root of a repository, by which a service identifies its files. The package may be a folder of
/// the repository.
package struct RepositoryPaths {
  private let root: String

  /// Finds the root of the repository that a package is in.
  /// - Parameter workspace: the folder that the service cloned to, which is the root where there is no `.git`.
  package init(package: URL, workspace: String?) {
    let package = package.resolvingSymlinksInPath()
    let workspace = workspace.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath() }
    root = (Self.root(above: package) ?? workspace ?? package).path
  }

  /// The relative path of a file; a file outside of the repository keeps its path.
  ///
  /// Paths from the compiler may contain symbolic links.
  package func path(of file: String) -> String {
    let path = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
    return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : file
  }

  /// The nearest root of a repository; a submodule belongs to the repository around it.
  ///
  /// Does not run git, which refuses another user's checkout, as in a container.
  private static func root(above folder: URL) -> URL? {
    var folder = folder
    while true {
      let git = folder.appendingPathComponent(".git")
      if FileManager.default.fileExists(atPath: git.path) {
        // In a submodule and in a linked work tree it is a file with the path of the git folder.
        let link = (try? String(contentsOf: git, encoding: .utf8)) ?? ""
        if !link.contains("/modules/") { return folder }
      }
      guard folder.pathComponents.count > 1 else { return nil }
      folder.deleteLastPathComponent()
    }
  }
}
