import Foundation

/// The modification dates of this package's sources.
package enum SourceDates {
  /// The root of this package, as it was compiled.
  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether a product is newer than all sources of this package, its manifest, and another file.
  ///
  /// Folders count too, since the removal of a file changes only its folder. A package that has been removed counts as
  /// unchanged.
  package static func isNewer(_ product: URL, thanPackageAnd other: URL) -> Bool {
    guard let built = date(of: product.resolvingSymlinksInPath()) else { return false }
    let sources = package.appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: [.contentModificationDateKey])
    let inputs = [other, package.appendingPathComponent("Package.swift"), sources].lazy
    return inputs.allSatisfy { isOlder($0, than: built) }
      && (files?.allSatisfy { ($0 as? URL).map { isOlder($0, than: built) } ?? true } ?? true)
  }

  private static func isOlder(_ file: URL, than built: Date) -> Bool { date(of: file).map { $0 < built } ?? true }

  private static func date(of file: URL) -> Date? {
    try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
  }
}
