import Foundation
import PerformanceSystem

/// The sign that a run's log may still grow: a shared lock of it, which ends with its process, however that ends.
package final class LogPresence: Sendable {
  /// Between two attempts to lock, in microseconds, and their number: a reader that looks for locks has one itself for
  /// some microseconds, and on a busy machine until it has a processor again. Without the lock the whole run is unseen.
  private static let (pause, attempts): (useconds_t, Int) = (1_000, 1_000)

  private let descriptor: Int32

  /// Gives the sign until this object is gone; `nil` where the log cannot be read.
  package init?(in log: URL) {
    descriptor = open(log.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    Self.announce(descriptor)
  }

  deinit { FileLock.release(descriptor) }

  /// Gives the sign until the lock of a log's descriptor is released. File systems without locks give none.
  static func announce(_ descriptor: Int32) {
    for _ in 0..<attempts {
      if flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      usleep(pause)
    }
  }

  /// Whether a process gives the sign.
  package static func isGiven(in log: URL) -> Bool {
    let descriptor = open(log.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { FileLock.release(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
