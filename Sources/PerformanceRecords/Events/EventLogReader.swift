import Dispatch
import Foundation
import PerformanceSystem
import Synchronization

/// Reads a run's log incrementally. An incomplete last line is kept for the next call.
///
/// A log may have any length; memory holds two blocks and one line of it.
package struct EventLogReader: Sendable {
  private static let block = 1 << 18
  /// The lines that are decoded at once, by several processors.
  private static let linesAtOnce = 256
  /// The most lines that are decoded on the thread of the caller.
  private static let linesForOneThread = 32

  /// The log, which may still be growing.
  package let file: URL
  /// The number of complete lines read so far.
  private(set) var line = 0
  private var offset: UInt64 = 0
  /// The bytes that were read and not yet returned: whole lines, and the beginning of an incomplete one.
  private var rest = Data()
  /// Where the next line begins in `rest`.
  private var begin = 0
  /// Up to where `rest` has no line feed after `begin`: a long line is searched once.
  private var searched = 0

  /// Creates a reader at the beginning of the log.
  package init(file: URL) { self.file = file }

  /// Creates a reader at the end of the log, which may already have lines.
  package init(appendingTo file: URL) {
    self.file = file
    // An unreadable log is reported by the first reader that needs its events.
    while nextLine() != nil {}
  }

  /// Calls a function with each event since the last call; with none while the file does not exist.
  ///
  /// Lines of a kind that a newer build writes are skipped.
  /// - Throws: ``InputError`` with the line number for a malformed line, or the error of the function.
  package mutating func forEach(_ body: (RunEvent) throws -> Void) throws {
    while true {
      let first = line + 1
      let lines = nextLines()
      guard !lines.isEmpty else { return }
      for result in events(lines, from: first) {
        if let event = try result.get() { try body(event) }
      }
    }
  }

  /// The next complete lines, as many as are decoded at once; empty where there is none.
  private mutating func nextLines() -> [Data] {
    var lines: [Data] = []
    var bytes = 0
    while lines.count < Self.linesAtOnce, bytes < Self.block, let line = nextLine() {
      lines.append(line)
      bytes += line.count
    }
    return lines
  }

  private func events(_ lines: [Data], from first: Int) -> [Result<RunEvent?, any Error>] {
    @Sendable func event(_ index: Int) -> Result<RunEvent?, any Error> {
      Result { try Self.event(lines[index], at: "\(file.path):\(first + index)") }
    }
    // The reader of a run under way gets a few lines at a time, and must leave the other processors to the run.
    guard lines.count > Self.linesForOneThread else { return lines.indices.map(event) }
    let events = Mutex([Result<RunEvent?, any Error>](repeating: .success(nil), count: lines.count))
    DispatchQueue.concurrentPerform(iterations: lines.count) { index in
      let event = event(index)
      events.withLock { $0[index] = event }
    }
    return events.withLock { $0 }
  }

  /// The next event; `nil` where the log has no further one yet.
  ///
  /// Lines of a kind that a newer build writes are skipped.
  /// - Throws: ``InputError`` with the line number for a malformed line.
  package mutating func nextEvent() throws -> RunEvent? {
    while let text = nextLine() {
      if let event = try Self.event(text, at: "\(file.path):\(line)") { return event }
    }
    return nil
  }

  /// The events since the last call.
  /// - Throws: ``InputError`` with the line number for a malformed line.
  package mutating func next() throws -> [RunEvent] {
    var events: [RunEvent] = []
    try forEach { events.append($0) }
    return events
  }

  /// The next complete line; `nil` where there is none, and while the file does not exist.
  package mutating func nextLine() -> Data? {
    while true {
      if let end = Self.lineFeed(in: rest, from: max(begin, searched)) {
        defer { begin = end + 1 }
        line += 1
        return rest.subdata(in: begin..<end)
      }
      searched = rest.count
      guard readBlock() else { return nil }
    }
  }

  /// Reads on; false at the end of the file.
  private mutating func readBlock() -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    var kind = stat()
    // A device file may deliver bytes without end.
    guard fstat(handle.fileDescriptor, &kind) == 0, kind.st_mode & S_IFMT == S_IFREG,
      (try? handle.seek(toOffset: offset)) != nil, let block = try? handle.read(upToCount: Self.block), !block.isEmpty
    else { return false }
    offset += UInt64(block.count)
    if begin > 0 {
      rest = rest.subdata(in: begin..<rest.count)
      (searched, begin) = (rest.count, 0)
    }
    rest += block
    return true
  }

  /// The position of the next line feed; `nil` where there is none.
  ///
  /// This module is not optimised in a measured build, where a loop over bytes takes seconds for a large log.
  private static func lineFeed(in block: Data, from begin: Int) -> Int? {
    block.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, begin < bytes.count,
        let end = memchr(base + begin, Int32(UInt8(ascii: "\n")), bytes.count - begin)
      else { return nil }
      return UnsafeRawPointer(end) - base
    }
  }

  /// Reads a line; `nil` for one of a kind that a newer build writes.
  /// - Parameter location: the file and the number of the line, for the error.
  /// - Throws: ``InputError`` for a malformed line.
  package static func event(_ text: Data, at location: String) throws -> RunEvent? {
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
