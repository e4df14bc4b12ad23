import Foundation

/// Finds programs on the search path.
package enum SearchPath {
  /// The first executable of this name on the `PATH` of an environment.
  package static func executable(
    _ name: String, in environment: [String: String], isExecutable: (String) -> Bool
  ) -> String? {
    (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }.first(where: isExecutable)
  }

  /// The first executable file of this name on the `PATH` of an environment.
  package static func executable(_ name: String, in environment: [String: String]) -> String? {
    executable(name, in: environment, isExecutable: isExecutable)
  }

  /// Whether a path is an executable file.
  package static func isExecutable(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && access(path, X_OK) == 0
  }
}
