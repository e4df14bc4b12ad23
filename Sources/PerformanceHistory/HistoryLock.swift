import Foundation
import PerformanceRecords
import PerformanceSystem

/// The lock that processes hold while they write or replace the index; it ends with its process.
struct HistoryLock: ~Copyable {
  /// Another process has held the lock for all the time.
  struct Busy: Error {}

  private let descriptor: Int32

  /// Takes the lock.
  /// - Parameter seconds: How long to wait for another process.
  /// - Throws: ``InputError`` where the state folder cannot be written, or ``Busy``.
  init(_ state: StateFolder, seconds: Double) throws {
    let file = state.url.appendingPathComponent("history.lock")
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw InputError.unwritable(file) }
    let pause = 0.02
    for _ in 0...Int(seconds / pause) {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        self.descriptor = descriptor
        return
      }
      usleep(UInt32(pause * 1e6))
    }
    close(descriptor)
    throw Busy()
  }

  deinit { FileLock.release(descriptor) }
}
