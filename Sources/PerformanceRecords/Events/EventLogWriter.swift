import Foundation
import PerformanceSystem
import Synchronization

/// Appends events to a run's log, one line each.
package final class EventLogWriter: Sendable {
  /// The log; its name without the extension is the id of the run unless another one is given.
  package let file: URL
  private let run: String
  private let descriptor: Int32
  /// The state of the file, as far as this process knows.
  private let written: Mutex<Contents>

  private struct Contents {
    var lines: Int
    var bytes: Int
  }

  /// Opens the log for appending and creates the folder.
  /// - Parameter run: the id of the run, by default the name of the file.
  /// - Throws: ``InputError`` when the folder or file cannot be written.
  package init(file: URL, run: String? = nil) throws {
    self.file = file
    self.run = run ?? file.deletingPathExtension().lastPathComponent
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw InputError.unwritable(file.deletingLastPathComponent())
    }
    written = Mutex(Contents(lines: EventLogReader(appendingTo: file).line, bytes: Self.status(file)?.bytes ?? 0))
    descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw InputError.unwritable(file) }
    LogPresence.announce(descriptor)
  }

  deinit { FileLock.release(descriptor) }

  /// Appends one line in one write, so that a reader never sees half of it unless the disk is full.
  /// - Parameter time: the time of the event, in seconds since 1970.
  /// - Returns: The event with its sequence number.
  /// - Throws: ``InputError`` when the line could not be written completely.
  @discardableResult
  package func append(_ body: RunEvent.Body, time: Double = Date().timeIntervalSince1970) throws -> RunEvent {
    // Lines are numbered in the order of writing, across all threads.
    try written.withLock { contents in
      let event = RunEvent(sequence: contents.lines + 1, time: time, run: run, body)
      var line = try self.line(event)
      line.append(UInt8(ascii: "\n"))
      let count = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count == line.count else { throw InputError.unwritable(file) }
      contents.lines += 1
      contents.bytes += count
      return event
    }
  }

  /// Checks that the file still contains everything that was written to it.
  /// - Throws: ``InputError`` where it was deleted, replaced or cut.
  package func check() throws {
    var own = stat()
    guard fstat(descriptor, &own) == 0, let now = Self.status(file), now.inode == UInt64(own.st_ino),
      now.bytes >= written.withLock(\.bytes)
    else {
      throw InputError(
        file: file.path, problem: "no longer has what was written to it",
        remedy: "Look for a test that deletes or changes files in the state folder.")
    }
  }

  private static func status(_ file: URL) -> (inode: UInt64, bytes: Int)? {
    var status = stat()
    return stat(file.path, &status) == 0 ? (UInt64(status.st_ino), Int(status.st_size)) : nil
  }

  private func line(_ event: RunEvent) throws -> Data {
    let encoder = JSONEncoder()
    // Sorted keys make equal events equal lines, in every process.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(event)
    } catch {
      throw InputError(
        file: file.path, problem: "cannot hold an event with a number that is not finite",
        remedy: "Look for a custom metric that gives NaN or infinity.")
    }
  }
}
