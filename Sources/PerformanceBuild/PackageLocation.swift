import Foundation

/// Finds packages by their files.
package enum PackageLocation {
  /// The package that built an executable in its usual folder; `nil` for an executable elsewhere.
  /// - Parameter executable: `<package>/.build/<triple>/<configuration>/<name>`, without links.
  package static func package(of executable: URL) -> URL? {
    let scratch = scratch(of: executable)
    let package = scratch.deletingLastPathComponent()
    return scratch.lastPathComponent == ".build" && hasManifest(package) ? package : nil
  }

  /// The folder that has `Package.swift`: this one or the nearest above it; `nil` where there is none.
  package static func package(around folder: URL) -> URL? {
    var folder = folder
    while !hasManifest(folder) {
      guard folder.pathComponents.count > 1 else { return nil }
      folder.deleteLastPathComponent()
    }
    return folder
  }

  /// SwiftPM's scratch folder, provided that the executable is in `<scratch>/<triple>/<configuration>`.
  package static func scratch(of executable: URL) -> URL {
    executable.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  private static func hasManifest(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
  }
}
