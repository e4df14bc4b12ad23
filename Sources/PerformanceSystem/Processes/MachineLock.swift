import CPerformanceProbe
import Foundation

/// One measurement at a time on the machine, whichever checkout it belongs to.
///
/// An advisory lock that the kernel releases on any death of its holder. The process id and folder inside the file
/// are only information for those who wait.
package struct MachineLock: ~Copyable {
  private let descriptor: Int32

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The lock's file in the temporary folder of the machine, one for all users.
  ///
  /// What a scripted clock times does not load the machine: such runs wait for those of the same script and no others.
  package static var file: URL {
    RunClock.scriptFile?.appendingPathExtension("lock")
      ?? URL(fileURLWithPath: "/tmp/swift-performance-testing.lock")
  }

  /// Takes the lock, waiting as long as `isWanted`.
  /// - Parameters:
  ///   - file: the lock's file.
  ///   - waiting: called with the holder when somebody has it, and again when somebody else has.
  ///   - isWanted: asked while waiting; when it says no, `nil` comes back.
  /// - Throws: ``InputError`` when the file cannot be opened.
  package static func take(
    file: URL = Self.file, waiting: (LockHolder?) throws -> Void, isWanted: () -> Bool
  ) throws -> MachineLock? {
    var reported: LockHolder??
    while true {
      let lock = try MachineLock(opening: file)
      if try lock.tryToTake(file) {
        // Whoever deleted the file meanwhile has left this lock on a file that nobody else will open.
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
    descriptor = Self.openFile(file)
    guard descriptor >= 0 else { throw Self.unusable(file, "cannot be opened", errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Self.unusable(file, "is no ordinary file", 0)
    }
  }

  /// - Returns: False when somebody else holds it.
  private borrowing func tryToTake(_ file: URL) throws -> Bool {
    let failure = -perf_try_lock(descriptor)
    if failure == 0 { return true }
    // Waiting would never end on a file system without locks.
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
      remedy: "It keeps measurements apart; make it writable for all, or delete it.")
  }

  /// Who holds the lock, if anybody does.
  package static func currentHolder(file: URL = Self.file) -> LockHolder? {
    let descriptor = open(file.path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return perf_try_lock(descriptor) != -EWOULDBLOCK ? nil : holder(file) ?? LockHolder(process: 0, folder: "?")
  }

  /// Without O_CREAT first: in a sticky folder Linux refuses to create over a file that belongs to someone else.
  private static func openFile(_ file: URL) -> Int32 {
    // Nor through a link, by which another user could have a file of this one emptied.
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
    // Its holder writes the file once, when it takes the lock.
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
