import Foundation

/// The manifests in a package's folder; there may be one for each version of SwiftPM.
package enum ManifestFiles {
  /// The file names, sorted, such as `Package.swift` and `Package@swift-6.0.swift`.
  package static func names(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0 == "Package.swift" || ($0.hasPrefix("Package@swift-") && $0.hasSuffix(".swift")) }.sorted()
  }
}
