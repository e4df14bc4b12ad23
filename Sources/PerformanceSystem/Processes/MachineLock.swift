import CPerformanceProbe
import Foundation

/// The machine-wide lock that allows one measurement at a time, across all checkouts.
///
/// An advisory lock that the kernel releases when its holder dies. The process id and folder in the file only inform
/// waiting processes.
package struct MachineLock: ~Copyable {
  private let descriptor: Int32

  deinit { FileLock.release(descriptor) }

  /// The lock's file in the machine's temporary folder, one for all users.
  ///
  /// Scripted times do not depend on the load, so such runs only exclude runs with the same script.
  package static var file: URL {
    RunClock.scriptFile?.appendingPathExtension("lock")
      ?? URL(fileURLWithPath: "/tmp/swift-performance-testing.lock")
  }

  /// Takes the lock, waiting while `isWanted` is true.
  /// - Parameters:
  ///   - file: the lock's file.
  ///   - waiting: called with the holder if there is one, and again for each further holder.
  ///   - isWanted: polled while waiting; false returns `nil`.
  /// - Throws: ``InputError`` when the file cannot be opened.
  package static func take(
    file: URL = Self.file, waiting: (LockHolder?) throws -> Void, isWanted: () -> Bool
  ) throws -> MachineLock? {
    var reported: LockHolder??
    while true {
      let lock = try MachineLock(opening: file)
      if try lock.tryToTake(file) {
        // If the file was deleted meanwhile, this lock is on a file that no other process will open.
        if lock.isStillAt(file) {
          lock.sign()
          return lock
        }
        continue
      }
      let holder = holder(file)
      if reported != .some(holder) { try waiting(holder) }
      reported = .some(holder)
      guard isWanted() else { return nil }
      usleep(100_000)
    }
  }

  private init(opening file: URL) throws {
    let descriptor = Self.openFile(file)
    guard descriptor >= 0 else { throw Self.unusable(file, "cannot be opened", errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Self.unusable(file, "is not an ordinary file", 0)
    }
    self.descriptor = descriptor
  }

  /// - Returns: False when another process holds it.
  private borrowing func tryToTake(_ file: URL) throws -> Bool {
    let failure = -perf_try_lock(descriptor)
    if failure == 0 { return true }
    // Without lock support in the file system, waiting would never end.
    guard failure == EWOULDBLOCK else { throw Self.unusable(file, "cannot be locked", failure) }
    return false
  }

  private borrowing func isStillAt(_ file: URL) -> Bool {
    var (mine, there) = (stat(), stat())
    return fstat(descriptor, &mine) == 0 && stat(file.path, &there) == 0 && mine.st_ino == there.st_ino
      && mine.st_dev == there.st_dev
  }

  private static func unusable(_ file: URL, _ problem: String, _ code: Int32) -> InputError {
    InputError(
      file: file.path, problem: problem + (code == 0 ? "" : " (\(String(cString: strerror(code))))"),
      remedy: "It excludes other measurements; make it writable for all, or delete it.")
  }

  /// The holder of the lock; `nil` if it is free.
  package static func currentHolder(file: URL = Self.file) -> LockHolder? {
    let descriptor = open(file.path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { FileLock.release(descriptor) }
    return perf_try_lock(descriptor) != -EWOULDBLOCK ? nil : holder(file) ?? LockHolder(process: 0, folder: "?")
  }

  /// First without O_CREAT: in a sticky folder Linux refuses to create over another user's file.
  private static func openFile(_ file: URL) -> Int32 {
    // No links: another user could otherwise have one of this user's files truncated.
    let existing = open(file.path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    if existing >= 0 { return existing }
    let created = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    if created >= 0 { fchmod(created, 0o666) }
    return created
  }

  private static func holder(_ file: URL) -> LockHolder? {
    guard let line = SystemFile.read(file.path)?.split(separator: "\n").first else { return nil }
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let process = Int(parts[0]) else { return nil }
    // The holder writes the file once, when it takes the lock.
    var status = stat()
    let since = stat(file.path, &status) == 0 ? modification(of: status) : nil
    return LockHolder(process: process, folder: String(parts[1]), since: since)
  }

  private static func modification(of status: stat) -> Double {
    #if os(Linux)
      Double(status.st_mtim.tv_sec)
    #else
      Double(status.st_mtimespec.tv_sec)
    #endif
  }

  private func sign() {
    let text = Array("\(getpid()) \(FileManager.default.currentDirectoryPath)\n".utf8)
    ftruncate(descriptor, 0)
    lseek(descriptor, 0, SEEK_SET)
    _ = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
