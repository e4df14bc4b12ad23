import Foundation
import PerformanceSystem

/// The use of a store of git objects by this process, for as long as this object exists.
///
/// Git collects garbage in repositories alone: a store of many files is deleted, and made again by one fetch. That happens
/// before it is used, and while no other process uses it, which might have written objects that no branch has yet.
final class StoreUse: Sendable {
  private let descriptor: Int32

  /// Begins the use of a store, which need not exist. Where the lock cannot be opened, the store stays as it is.
  init(of store: URL) {
    try? FileManager.default.createDirectory(at: store.deletingLastPathComponent(), withIntermediateDirectories: true)
    descriptor = open(store.path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isLarge(store) { try? FileManager.default.removeItem(at: store) }
    // Waits for a process that deletes it.
    flock(descriptor, LOCK_SH)
  }

  deinit { if descriptor >= 0 { FileLock.release(descriptor) } }

  /// As `git gc --auto` does: one of 256 folders shows how many objects there are.
  private static func isLarge(_ store: URL) -> Bool {
    func count(_ folder: String) -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: store.appendingPathComponent(folder).path).count) ?? 0
    }
    return count("objects/17") > 27 || count("objects/pack") > 100
  }
}
