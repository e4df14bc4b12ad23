import Foundation

/// The folder for the state of a package: logs, builds, and files of runs. Everything in it can be deleted.
package struct StateLocation: Hashable, Sendable {
  /// The folder.
  package let url: URL

  /// The folder that `PERFTEST_STATE` names, else `.perftest` in the package; an empty variable counts as unset.
  package init(package: URL, environment: [String: String]) {
    // `relativeTo:` would drop the last component of a folder that is written without its final slash.
    let path = environment.setting(.state) ?? ".perftest"
    url = path.hasPrefix("/") ? URL(fileURLWithPath: path) : package.appendingPathComponent(path)
  }

  /// The scratch folder of the release build of the benchmarks and of the commands.
  package var build: URL { url.appendingPathComponent("build") }

  /// Creates the folder with a `.gitignore` that ignores all of it, so that adopters need no entry of their own.
  ///
  /// An existing folder gets no `.gitignore`: it may hold other files.
  /// - Throws: The error of the file system.
  package func create() throws {
    let isNew = !FileManager.default.fileExists(atPath: url.path)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    if isNew { try Data("*\n".utf8).write(to: url.appendingPathComponent(".gitignore")) }
  }

  /// Creates the scratch folder, and returns its path without links.
  ///
  /// Modules remember the path they were built at, so that two spellings of one folder break the build. Foundation
  /// resolves links only in paths that exist.
  /// - Throws: The error of the file system.
  package static func makeBuildFolder(_ build: URL) throws -> URL {
    try FileManager.default.createDirectory(at: build.resolvingSymlinksInPath(), withIntermediateDirectories: true)
    return build.resolvingSymlinksInPath()
  }
}
