import Foundation
import PerformanceSystem

/// Appends events to a run's log, one line each.
package final class EventLogWriter: Sendable {
  /// The file.
  package let file: URL
  private let descriptor: Int32

  /// Opens the log for appending and creates the folder.
  /// - Throws: ``InputError`` when the folder or file cannot be written.
  package init(file: URL) throws {
    self.file = file
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw InputError.unwritable(file.deletingLastPathComponent())
    }
    descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw InputError.unwritable(file) }
  }

  deinit { close(descriptor) }

  /// Appends one line in one write, so that a reader never sees half of it unless the disk is full.
  /// - Throws: ``InputError`` when the line could not be written whole.
  package func append(_ body: RunEvent.Body) throws {
    guard var line = try? JSONEncoder().encode(RunEvent(body)) else {
      throw InputError(
        file: file.path, problem: "cannot hold an event with a number that is not finite",
        remedy: "Look for a custom metric that gives NaN or infinity.")
    }
    line.append(UInt8(ascii: "\n"))
    let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard written == line.count else { throw InputError.unwritable(file) }
  }
}

/// Reads a run's log from where it left off: a last line that is not complete yet is kept for the next call.
package struct EventLogReader: Sendable {
  /// The file.
  package let file: URL
  private var offset: UInt64 = 0
  private var line = 0

  /// A reader that has read nothing.
  package init(file: URL) { self.file = file }

  /// A reader of what will be appended to a log that may have lines already.
  package init(appendingTo file: URL) {
    self.file = file
    guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else { return }
    offset = UInt64(data.count)
    line = data.count { $0 == UInt8(ascii: "\n") }
  }

  /// The events since the last call; none while the file does not exist.
  ///
  /// Lines of a kind that a newer build writes are passed over.
  /// - Throws: ``InputError`` for a line that is no event, with its number.
  package mutating func next() throws -> [RunEvent] {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return [] }
    defer { try? handle.close() }
    guard (try? handle.seek(toOffset: offset)) != nil, let data = try? handle.readToEnd() else { return [] }
    guard let end = data.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    offset += UInt64(end - data.startIndex + 1)
    return try data[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).compactMap { bytes in
      line += 1
      return try event(Data(bytes))
    }
  }

  /// All events of a finished log.
  /// - Throws: ``InputError``.
  package static func all(of file: URL) throws -> [RunEvent] {
    var reader = EventLogReader(file: file)
    return try reader.next()
  }

  private struct Head: Decodable {
    var v: Int
    var kind: String
  }

  private func event(_ data: Data) throws -> RunEvent? {
    let place = "\(file.path):\(line)"
    let remedy = "Delete this log, everything in its folder can be made again."
    let head = try JSONFile.decode(Head.self, from: data, file: place, remedy: remedy)
    guard head.v == RunEvent.version else {
      throw InputError(
        file: place, key: "v", problem: "is \(head.v), this build knows \(RunEvent.version)",
        remedy: "Use the perftest that wrote it.")
    }
    guard RunEvent.isKnown(kind: head.kind) else { return nil }
    return try JSONFile.decode(RunEvent.self, from: data, file: place, remedy: remedy)
  }
}
