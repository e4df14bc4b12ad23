import Foundation
import PerformanceLog

/// The first members of a line as the tool writes it, found without reading the rest: `v`, `time`, `level`, `severity`,
/// `category`, `id`, `pid`. A line of other order has none.
struct LogBeginning {
  /// The bytes of the time, which sort like it.
  let time: UnsafeRawBufferPointer
  /// The bytes of the level's name.
  private let levelName: UnsafeRawBufferPointer
  /// The number of the level.
  let severity: Int
  /// The bytes of the category.
  let category: UnsafeRawBufferPointer
  /// The bytes of the identifier.
  let id: UnsafeRawBufferPointer
  /// The position of the identifier's first quote in the line.
  let idStart: Int

  private static let start = Array(LogRecord.lineStart.utf8)
  private static let level = Array(#"","level":""#.utf8)
  private static let severity = Array(#"","severity":"#.utf8)
  private static let category = Array(#","category":""#.utf8)
  private static let id = Array(#"","id":""#.utf8)

  /// - Parameter line: the bytes of the line, in which the result points.
  init?(_ line: UnsafeRawBufferPointer) {
    let times = Self.start.count..<(Self.start.count + LogTime.length)
    guard line.count > times.upperBound, Self.has(Self.start, in: line, at: 0),
      Self.has(Self.level, in: line, at: times.upperBound)
    else { return nil }
    time = UnsafeRawBufferPointer(rebasing: line[times])
    guard let level = Self.quoted(in: line, from: times.upperBound + Self.level.count),
      Self.has(Self.severity, in: line, at: level.upperBound)
    else { return nil }
    levelName = UnsafeRawBufferPointer(rebasing: line[level])
    var position = level.upperBound + Self.severity.count
    // A number of JSON has no zero before it.
    guard position < line.count, line[position] != UInt8(ascii: "0") else { return nil }
    var number = 0
    while position < line.count, line[position].isDigit, number < 100 {
      number = number * 10 + Int(line[position] - UInt8(ascii: "0"))
      position += 1
    }
    severity = number
    guard Self.has(Self.category, in: line, at: position),
      let category = Self.quoted(in: line, from: position + Self.category.count),
      Self.has(Self.id, in: line, at: category.upperBound),
      let id = Self.quoted(in: line, from: category.upperBound + Self.id.count)
    else { return nil }
    self.category = UnsafeRawBufferPointer(rebasing: line[category])
    self.id = UnsafeRawBufferPointer(rebasing: line[id])
    idStart = id.lowerBound - 1
  }

  // MARK: - Names

  private static let levels = LogLevel.allCases.map { (severity: $0.rawValue, name: Array($0.name.utf8)) }
  private static let categories = LogCategory.allCases.map { Array($0.rawValue.utf8) }

  /// Whether this version has the category, and the level with this name and number.
  var hasKnownNames: Bool {
    Self.levels.contains { $0.severity == severity && Self.equals(levelName, $0.name) }
      && Self.categories.contains { Self.equals(category, $0) }
  }

  private static func equals(_ text: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
    text.count == name.count && has(name, in: text, at: 0)
  }

  private static func has(_ bytes: [UInt8], in line: UnsafeRawBufferPointer, at position: Int) -> Bool {
    guard let base = line.baseAddress, position + bytes.count <= line.count else { return false }
    return memcmp(base + position, bytes, bytes.count) == 0
  }

  /// The bytes up to the next quote; `nil` where one of them is escaped, or there is none.
  private static func quoted(in line: UnsafeRawBufferPointer, from begin: Int) -> Range<Int>? {
    guard let base = line.baseAddress, begin < line.count,
      let end = memchr(base + begin, Int32(UInt8(ascii: "\"")), line.count - begin)
    else { return nil }
    let range = begin..<(UnsafeRawPointer(end) - base)
    return line[range].contains(UInt8(ascii: "\\")) ? nil : range
  }
}
