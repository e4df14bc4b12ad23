import Foundation
import PerformanceRecords

extension RunContents {
  /// Reads a log; `nil` where it has no events.
  ///
  /// - Throws: ``InputError`` for a malformed line, or ``UnreadableLog``.
  package static func read(log: URL) throws -> RunContents? {
    guard Log.isReadable(log) else { throw UnreadableLog() }
    // A log that grows meanwhile is longer than this and read again.
    let bytes = Log.bytes(of: log)
    return try RunContents(RunRecord(log: log), log: Log(name: log.lastPathComponent, bytes: bytes))
  }
}

/// A log that this process may not read, or something that is no file.
package struct UnreadableLog: Error {}

extension RunContents.Log {
  /// Whether a log can be read; one that does not exist is empty.
  static func isReadable(_ log: URL) -> Bool {
    var status = stat()
    guard stat(log.path, &status) == 0 else { return errno == ENOENT }
    return status.st_mode & S_IFMT == S_IFREG && access(log.path, R_OK) == 0
  }

  /// The length of a file; 0 where it does not exist.
  static func bytes(of log: URL) -> Int {
    var status = stat()
    return stat(log.path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Writes to the disk what the system still has of a log in memory; false where it cannot.
  static func synchronize(_ log: URL) -> Bool {
    let descriptor = open(log.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
