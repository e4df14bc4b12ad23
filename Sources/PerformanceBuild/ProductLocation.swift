import Foundation

/// Where the executables with the commands are, seen from the `perftest` that was started.
package struct ProductLocation: Sendable {
  /// The path of `perftest` without links.
  package let launcher: URL

  package init(launcher: URL) { self.launcher = launcher }

  /// Whether SwiftPM built `perftest` in its scratch folder; otherwise all executables were copied into one folder.
  package var isBuilt: Bool {
    let scratch = PackageLocation.scratch(of: launcher)
    return FileManager.default.fileExists(atPath: scratch.appendingPathComponent("workspace-state.json").path)
  }

  /// A product among copied executables.
  package func copy(of product: String) -> URL { launcher.deletingLastPathComponent().appendingPathComponent(product) }

  /// A product in the build folder of a package's state.
  package static func built(_ product: String, in build: URL) -> URL {
    build.resolvingSymlinksInPath().appendingPathComponent("release").appendingPathComponent(product)
  }

  /// A product that can be started without building anything; `nil` where it is absent or a source is newer.
  package func ready(_ product: String, in state: StateLocation) -> URL? {
    let file = isBuilt ? Self.built(product, in: state.build) : copy(of: product)
    guard FileManager.default.isExecutableFile(atPath: file.path) else { return nil }
    return !isBuilt || SourceDates.isNewer(file, thanPackageAnd: launcher) ? file : nil
  }
}
