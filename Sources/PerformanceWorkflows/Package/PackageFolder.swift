import Foundation
import PerformanceRecords
import PerformanceSystem

/// The package that the command works on.
package struct PackageFolder {
  /// The folder that has `Package.swift`.
  package let url: URL
  /// The environment of the command, with the settings of its arguments.
  package private(set) var environment: [String: String]
  /// The output of the command.
  package let output: Output

  /// Finds the package of a folder or of the nearest folder above it.
  /// - Throws: ``InputError`` when there is none.
  package init(containing path: String, in context: CommandContext) throws {
    environment = context.environment
    output = context.output
    let start = context.file(path).standardizedFileURL
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: start.path, isDirectory: &isFolder), isFolder.boolValue else {
      // Otherwise the search from a misspelt folder would find a package above it.
      throw InputError(file: start.path, problem: "is not a folder", remedy: "Give --package-path a package's folder.")
    }
    var folder = start
    while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      guard folder.pathComponents.count > 1 else {
        throw InputError(
          file: start.path, problem: "is in no Swift package", remedy: "Change to a package, or use --package-path.")
      }
      folder.deleteLastPathComponent()
    }
    url = folder
  }

  /// Finds the package that `--package-path` names, or that of the current folder.
  /// - Throws: ``InputError`` when there is none.
  package init(_ arguments: Arguments, in context: CommandContext) throws {
    try self.init(containing: try arguments.value(CommonArguments.packagePath) ?? context.folder.path, in: context)
  }

  /// The same package with other environment variables.
  package func setting(_ variables: [String: String]) -> PackageFolder {
    var package = self
    package.environment.merge(variables) { _, new in new }
    return package
  }

  /// The state folder.
  package var state: StateFolder { StateFolder(package: url, environment: environment) }
  /// The baselines.
  package var baselines: BaselineStore {
    BaselineStore(folder: BaselineStore.folder(package: url, environment: environment))
  }
  /// The conditions that turn the build red.
  package var redRule: RedRule { RedRule(environment: environment) }
}
