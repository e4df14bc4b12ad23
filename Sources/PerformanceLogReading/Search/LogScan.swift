import Foundation
import PerformanceLog
import PerformanceSystem

/// Goes through the lines of log files; memory holds a block and a record of each category.
package struct LogScan {
  /// The files of each category, the older before the newer.
  private let files: [[URL]]

  /// Lines and files that could not be read.
  package struct Damage: Equatable, Sendable {
    /// Lines that were broken off, edited or written by another version.
    package var lines = 0
    /// Files of which the rest cannot be read.
    package var files: [String] = []

    package init(lines: Int = 0, files: [String] = []) { (self.lines, self.files) = (lines, files) }

    static func + (left: Damage, right: Damage) -> Damage {
      Damage(lines: left.lines + right.lines, files: left.files + right.files)
    }
  }

  /// A record that is wanted, with its line.
  package struct Match: Sendable {
    /// When it happened.
    package let time: LogTime
    /// The line, without its line feed.
    package let line: [UInt8]
    private let known: LogRecord?

    /// A record that was read.
    init(_ record: LogRecord, line: UnsafeRawBufferPointer) {
      (time, self.line, known) = (record.time, Array(line), record)
    }

    /// A line that is a record beyond question.
    init(at time: LogTime, line: UnsafeRawBufferPointer) {
      (self.time, self.line, known) = (time, Array(line), nil)
    }

    /// The record, which is read now where the line alone showed that it is wanted.
    package var record: LogRecord {
      get throws(LogRecord.Unreadable) { if let known { known } else { try LogRecord(line: line, at: time) } }
    }
  }

  /// - Parameter categories: those whose files are read.
  package init(_ folder: LogFolder, _ categories: [LogCategory]) { files = categories.map(folder.files) }

  /// The categories that have every record once.
  package static let distinct = LogCategory.allCases.filter { $0 != .errors }

  /// Calls a function with each record that is wanted, in the order of their times.
  /// - Parameter body: returns whether it wants more.
  /// - Returns: What could not be read.
  /// - Throws: ``InputError`` where a file cannot be opened, or the error of the function.
  package func search(_ query: LogQuery, _ body: (Match) throws -> Bool) throws -> Damage {
    var filter = LogFilter(query)
    let cursors = files.map { LogCursor($0) }
    var matches = try cursors.map { try $0.next(&filter) }
    while let first = Self.first(of: matches), let match = matches[first] {
      guard try body(match) else { break }
      matches[first] = try cursors[first].next(&filter)
    }
    return cursors.map(\.damage).reduce(Damage(), +)
  }

  /// The index of the earliest match; of several at a time the first one.
  private static func first(of matches: [Match?]) -> Int? {
    var first: (index: Int, time: LogTime)?
    for index in matches.indices {
      guard let time = matches[index]?.time else { continue }
      if let earliest = first?.time, earliest <= time { continue }
      first = (index, time)
    }
    return first?.index
  }

  /// Calls a function with each line, which says whether it is a record.
  func forEach(_ body: (UnsafeRawBufferPointer) -> Bool) throws -> Damage {
    let cursor = LogCursor(files.flatMap { $0 })
    while let line = try cursor.next() {
      if !body(line) { cursor.addDamage() }
    }
    return cursor.damage
  }
}
