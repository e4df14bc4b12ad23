import Foundation
import PerformanceLog

/// Says of most lines that they are not wanted by looking at their bytes, and reads the others.
package struct LogFilter {
  private let query: LogQuery
  private let since: [UInt8]?
  private let until: [UInt8]?
  /// Groups of bytes: of each a wanted line has at least one.
  private let needles: [[Needle]]
  /// Whether the first members of a line show that it is wanted.
  private let isDecidedByBeginning: Bool
  private var times = LineTimes()

  /// What a line is.
  package enum Result {
    /// A record that is wanted.
    case wanted(LogScan.Match)
    /// A line that is not wanted. It was not read to its end, and may be no record.
    case unwanted
    /// No record.
    case damaged
  }

  package init(_ query: LogQuery) {
    self.query = query
    since = query.since.map { Array($0.text.utf8) }
    until = query.until.map { Array($0.text.utf8) }
    isDecidedByBeginning = query.fields.isEmpty && query.texts.isEmpty
    needles =
      query.texts.filter { !$0.isEmpty }.map { [Needle(Array(Self.quoted($0).dropFirst().dropLast()))] }
      + query.fields.compactMap(Self.needles)
  }

  /// A detail as a line has it, a text or another value; `nil` for one that is a member of the line.
  private static func needles(_ field: LogQuery.Field) -> [Needle]? {
    guard !["id", "pid", "level", "category"].contains(field.key) else { return nil }
    let key = quoted(field.key) + [UInt8(ascii: ":")]
    return [Needle(key + quoted(field.value)), Needle(key + Array(field.value.utf8))]
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var json = JSONText()
    json.string(text)
    return json.bytes
  }

  /// Judges a line.
  package mutating func result(of line: UnsafeRawBufferPointer) -> Result {
    // A line that the tool did not write may have its members in another order and its texts escaped otherwise.
    let beginning = LogBeginning(line)
    if let beginning, !mayMatch(line, beginning) { return .unwanted }
    let time = beginning.flatMap { times.time($0.time) }
    if isDecidedByBeginning, let beginning, let time, WrittenLine.isRecord(line, beginning) {
      return .wanted(LogScan.Match(at: time, line: line))
    }
    guard let record = try? LogRecord(line: line, at: time) else { return .damaged }
    return query.matches(record) ? .wanted(LogScan.Match(record, line: line)) : .unwanted
  }

  private func mayMatch(_ line: UnsafeRawBufferPointer, _ beginning: LogBeginning) -> Bool {
    if let level = query.level, beginning.severity < level.rawValue { return false }
    if let since, Self.compare(beginning.time, since) < 0 { return false }
    if let until, Self.compare(beginning.time, until) >= 0 { return false }
    return needles.allSatisfy { $0.contains { $0.isPart(of: line) } }
  }

  private static func compare(_ time: UnsafeRawBufferPointer, _ other: [UInt8]) -> Int32 {
    time.baseAddress.map { memcmp($0, other, min(time.count, other.count)) } ?? 0
  }
}

/// Bytes that are looked for in others.
private struct Needle {
  private let bytes: [UInt8]
  /// The position of a byte that is less frequent in lines than quotes and other punctuation.
  private let anchor: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    anchor = bytes.firstIndex { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") } ?? 0
  }

  func isPart(of line: UnsafeRawBufferPointer) -> Bool {
    guard let base = line.baseAddress, !bytes.isEmpty else { return true }
    var position = anchor
    let end = line.count - bytes.count + anchor + 1
    while position < end, let found = memchr(base + position, Int32(bytes[anchor]), end - position) {
      position = UnsafeRawPointer(found) - base
      if memcmp(base + position - anchor, bytes, bytes.count) == 0 { return true }
      position += 1
    }
    return false
  }
}
