import Foundation
import PerformanceSystem

/// Reads a run's log incrementally. An incomplete last line is kept for the next call.
///
/// A log may have any length; memory holds one block and one line of it.
package struct EventLogReader: Sendable {
  private static let block = 1 << 18

  /// The file.
  package let file: URL
  /// The number of complete lines read so far.
  private(set) var line = 0
  private var offset: UInt64 = 0
  /// The beginning of a line that is not complete yet.
  private var rest = Data()

  /// Creates a reader at the beginning of the log.
  package init(file: URL) { self.file = file }

  /// Creates a reader at the end of the log, which may already have lines.
  package init(appendingTo file: URL) {
    self.file = file
    // An unreadable log is reported by the first reader that needs its events.
    try? forEachLine { _ in }
  }

  /// Calls a function with each event since the last call; with none while the file does not exist.
  ///
  /// Lines of a kind that a newer build writes are skipped.
  /// - Throws: ``InputError`` with the line number for a malformed line, or the error of the function.
  package mutating func forEach(_ body: (RunEvent) throws -> Void) throws {
    let file = file
    try forEachLine { line in
      if let event = try Self.event(line.text, at: "\(file.path):\(line.number)") { try body(event) }
    }
  }

  /// The events since the last call.
  /// - Throws: ``InputError`` with the line number for a malformed line.
  package mutating func next() throws -> [RunEvent] {
    var events: [RunEvent] = []
    try forEach { events.append($0) }
    return events
  }

  private mutating func forEachLine(_ body: ((number: Int, text: Data)) throws -> Void) throws {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return }
    defer { try? handle.close() }
    var kind = stat()
    // A device file may deliver bytes without end.
    guard fstat(handle.fileDescriptor, &kind) == 0, kind.st_mode & S_IFMT == S_IFREG,
      (try? handle.seek(toOffset: offset)) != nil
    else { return }
    while let block = try? handle.read(upToCount: Self.block), !block.isEmpty {
      offset += UInt64(block.count)
      var begin = 0
      while let length = Self.lineLength(in: block, from: begin) {
        line += 1
        let text = rest + block.subdata(in: begin..<begin + length)
        rest = Data()
        begin += length + 1
        try body((line, text))
      }
      rest += block.subdata(in: begin..<block.count)
    }
  }

  /// The bytes before the next line feed; `nil` where there is none.
  ///
  /// This module is not optimised in a measured build, where a loop over bytes takes seconds for a large log.
  private static func lineLength(in block: Data, from begin: Int) -> Int? {
    block.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, begin < bytes.count,
        let end = memchr(base + begin, Int32(UInt8(ascii: "\n")), bytes.count - begin)
      else { return nil }
      return UnsafeRawPointer(end) - base - begin
    }
  }

  private static func event(_ text: Data, at location: String) throws -> RunEvent? {
    do {
      return try JSONFile.decode(
        EventLine.self, from: text, file: location,
        remedy: "Delete this log: everything in its folder can be made again."
      ).event
    } catch let other as EventLine.OtherVersion {
      throw other.error(at: location)
    }
  }
}

extension EventLine.OtherVersion {
  fileprivate func error(at location: String) -> InputError {
    let isNewer = version > RunEvent.version
    let writer = tool.map { "perftest \($0)" } ?? (isNewer ? "a newer perftest" : "a perftest before 0.10")
    return InputError(
      file: location, key: "v",
      problem: "is \(version): \(writer) wrote this log, and this one reads version \(RunEvent.version)",
      remedy: (isNewer ? "Read it with that one, or delete it" : "Delete it")
        + ": everything in its folder can be made again.")
  }
}
