import CPerformanceProbe
import Foundation
import PerformanceRecords

/// One measurement at a time on the machine, whichever checkout it belongs to.
///
/// An advisory lock that the kernel releases on any death of its holder. The process id and folder inside the file
/// are only information for those who wait.
package struct MachineLock: ~Copyable {
  private let descriptor: Int32

  deinit { if descriptor >= 0 { close(descriptor) } }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// The lock's file in the temporary folder of the machine, one for all users.
  package static var file: URL { URL(fileURLWithPath: "/tmp/swift-performance-testing.lock") }

  /// Takes the lock, waiting as long as `isWanted`.
  /// - Parameters:
  ///   - file: the lock's file.
  ///   - waiting: told once who holds it, when somebody does.
  ///   - isWanted: asked while waiting; when it says no, `nil` comes back.
  /// - Throws: ``InputError`` when the file cannot be opened.
  package static func take(
    file: URL = Self.file, waiting: (LockHolder?) throws -> Void, isWanted: () -> Bool
  ) throws -> MachineLock? {
    let lock = MachineLock(descriptor: openFile(file))
    guard lock.descriptor >= 0 else {
      throw InputError(
        file: file.path, problem: "cannot be opened (\(String(cString: strerror(errno))))",
        remedy: "It keeps measurements on this machine apart; make it writable for all, or delete it.")
    }
    var hasTold = false
    while perf_try_lock(lock.descriptor) != 0 {
      if !hasTold { try waiting(holder(file)) }
      hasTold = true
      guard isWanted() else { return nil }
      usleep(100_000)
    }
    lock.sign()
    return lock
  }

  /// Who holds the lock, if anybody does.
  package static func currentHolder(file: URL = Self.file) -> LockHolder? {
    let descriptor = open(file.path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return perf_try_lock(descriptor) == 0 ? nil : holder(file) ?? LockHolder(process: 0, folder: "?")
  }

  /// Without O_CREAT first: in a sticky folder Linux refuses to create over a file that belongs to someone else.
  private static func openFile(_ file: URL) -> Int32 {
    let existing = open(file.path, O_RDWR | O_CLOEXEC)
    if existing >= 0 { return existing }
    let created = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    if created >= 0 { fchmod(created, 0o666) }
    return created
  }

  private static func holder(_ file: URL) -> LockHolder? {
    guard let line = SystemFile.read(file.path)?.split(separator: "\n").first else { return nil }
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let process = Int(parts[0]) else { return nil }
    return LockHolder(process: process, folder: String(parts[1]))
  }

  private func sign() {
    let text = Array("\(getpid()) \(FileManager.default.currentDirectoryPath)\n".utf8)
    ftruncate(descriptor, 0)
    lseek(descriptor, 0, SEEK_SET)
    _ = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
