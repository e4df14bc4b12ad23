import Foundation

/// The lock of a folder of logs, which excludes other processes and other writers of this one.
///
/// The kernel releases it when its holder dies.
final class LogLock {
  /// Between two attempts, in microseconds.
  private static let pause: useconds_t = 200

  private let path: String
  /// How long a record waits for others that are being written, in microseconds: a stopped process must not stop all.
  private let patience: useconds_t
  private var descriptor: Int32 = -1
  /// Whether the last wait was in vain: then no record waits until one gets the lock.
  private var isStuck = false

  init(_ file: URL, patience: useconds_t) { (path, self.patience) = (file.path, patience) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Runs a body under the lock.
  /// - Throws: ``LogProblem``, also that of the body.
  func alone<Value>(_ body: () throws(LogProblem) -> Value) throws(LogProblem) -> Value {
    var waited: useconds_t = 0
    while try !tryToTake() {
      guard waited < patience, !isStuck else {
        isStuck = true
        throw .busy(path: path)
      }
      usleep(Self.pause)
      waited += Self.pause
    }
    isStuck = false
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }

  /// Runs a body unless another process has the lock.
  func aloneIfFree(_ body: () -> Void) {
    guard (try? tryToTake()) == true else { return }
    defer { flock(descriptor, LOCK_UN) }
    body()
  }

  private func tryToTake() throws(LogProblem) -> Bool {
    if descriptor < 0 {
      descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard descriptor >= 0 else { throw .unwritable(path: path, code: errno) }
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      // A file system without locks: one write a line is all that protects it.
      return errno != EWOULDBLOCK && errno != EINTR
    }
    var (own, there) = (stat(), stat())
    guard fstat(descriptor, &own) == 0, stat(path, &there) == 0, own.st_ino == there.st_ino, own.st_dev == there.st_dev
    else {
      // The folder was deleted: other processes make another lock.
      close(descriptor)
      descriptor = -1
      return false
    }
    return true
  }
}
