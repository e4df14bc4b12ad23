import Foundation
import PerformanceSystem

/// Reads a package's manifest with SwiftPM, which caches the results by content.
struct ManifestReader {
  /// The environment of a build of the package.
  let environment: [String: String]
  /// A folder for SwiftPM's output; that of the user's build may be locked.
  let scratch: URL

  /// The paths of the packages that a manifest names by path; `nil` when it cannot be read.
  func dependencies(of package: URL) -> [String]? {
    guard let swift = SearchPath.executable("swift", in: environment) else { return nil }
    let output = scratch.appendingPathComponent("manifest.json")
    let error = scratch.appendingPathComponent("manifest.log")
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      let child = try ChildProcess(
        swift,
        arguments: [
          "swift", "package", "--package-path", package.path, "--scratch-path", scratch.path, "dump-package",
        ], environment: environment, output: .files(output: output, error: error), deathSignal: SIGTERM)
      guard child.wait(seconds: Self.patience) == .exited(0) else { return nil }
      let manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: output))
      return manifest.dependencies.flatMap { $0.fileSystem ?? [] }.map(\.path)
    } catch {
      return nil
    }
  }

  /// Seconds for one manifest; compiling it usually takes one or two.
  private static let patience = 300.0

  /// The needed part of SwiftPM's output.
  private struct Manifest: Decodable {
    struct Dependency: Decodable { var fileSystem: [Folder]? }
    struct Folder: Decodable { var path: String }
    var dependencies: [Dependency]
  }
}
