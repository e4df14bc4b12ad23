import Foundation

/// Does in a folder what every write of this package does: create a file, sync it, rename it, remove it.
///
/// Permissions alone do not show a full disk, a file system that was mounted read-only after an error, or one that cannot
/// rename.
package enum FolderTrial {
  /// The step that failed, and the system's reason.
  package struct Failure: Equatable, Sendable {
    /// A step.
    package enum Step: String, Sendable {
      case created, written, synced, renamed, removed
    }

    package var step: Step
    /// The error number.
    package var code: Int32

    package init(_ step: Step, code: Int32) { (self.step, self.code) = (step, code) }
  }

  /// What failed in a folder that exists; `nil` where everything works.
  package static func failure(in folder: String) -> Failure? {
    let path = "\(folder)/.perftest-trial-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return Failure(.created, code: errno) }
    defer { close(descriptor) }
    let steps: [(Failure.Step, () -> Int32)] = [
      (.written, { writePage(descriptor) }), (.synced, { fsync(descriptor) }),
      (.renamed, { rename(path, path + "-renamed") }), (.removed, { unlink(path + "-renamed") }),
    ]
    for (step, perform) in steps where perform() != 0 {
      let code = errno
      unlink(path)
      unlink(path + "-renamed")
      return Failure(step, code: code)
    }
    return nil
  }
  /// Writes a whole page: some file systems keep a few bytes where no free block is needed.
  private static func writePage(_ descriptor: Int32) -> Int32 {
    let page = [UInt8](repeating: 0x2a, count: 4096)
    let count = page.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0, count < page.count { errno = ENOSPC }
    return count == page.count ? 0 : -1
  }
}
