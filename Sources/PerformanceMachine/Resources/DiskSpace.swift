import Foundation

/// The space of a file system, in bytes.
package struct DiskSpace: Equatable, Sendable {
  /// All of it.
  package var total: Double
  /// The used part.
  package var used: Double
  /// What a process without privileges can still use; a part of the rest is reserved for root.
  package var available: Double

  package init(total: Double, used: Double, available: Double) {
    self.total = total
    self.used = used
    self.available = available
  }

  /// The share that is used, as `df` has it: of what is used and what is available.
  package var usedShare: Double? { used + available > 0 ? used / (used + available) : nil }

  /// The space where a path is, or would be created; `nil` when the system does not report it.
  package init?(ofFileSystemHolding path: String) {
    var space = statvfs()
    guard let existing = Self.nearestExisting(path), statvfs(existing, &space) == 0 else { return nil }
    let block = Double(space.f_frsize)
    let (total, free) = (Double(space.f_blocks) * block, Double(space.f_bfree) * block)
    self.init(total: total, used: max(total - free, 0), available: Double(space.f_bavail) * block)
  }

  /// The path itself, or the folder in which it would be created; `nil` where there is none.
  package static func nearestExisting(_ path: String) -> String? {
    var url = URL(fileURLWithPath: path)
    while !FileManager.default.fileExists(atPath: url.path) {
      guard url.pathComponents.count > 1 else { return nil }
      url.deleteLastPathComponent()
    }
    return url.path
  }
}
