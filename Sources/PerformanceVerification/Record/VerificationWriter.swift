import Foundation
import PerformanceSystem

/// Writes a verification line by line, so that its results are saved however it ends.
package final class VerificationWriter {
  private let file: URL
  private let handle: FileHandle

  /// Creates the file.
  /// - Throws: ``InputError`` when it cannot be written.
  package init(file: URL) throws {
    self.file = file
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.unwritable(file, String(cString: strerror(errno))) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Appends lines.
  /// - Throws: ``InputError`` when they could not be written completely.
  package func append(_ records: [VerificationRecord]) throws {
    do {
      var lines = Data()
      for record in records {
        lines += try JSONEncoder().encode(record)
        lines.append(UInt8(ascii: "\n"))
      }
      try handle.write(contentsOf: lines)
    } catch {
      throw Self.unwritable(file, "\(error)")
    }
  }

  private static func unwritable(_ file: URL, _ reason: String) -> InputError {
    InputError(
      file: file.path, problem: "cannot be written (\(reason))",
      remedy: "Give --record a file in a folder that exists and has room.")
  }
}
