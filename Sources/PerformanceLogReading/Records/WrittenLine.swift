import Foundation
import PerformanceLog

/// Checks by its bytes that a line is a record: making its values takes many times as long.
///
/// It knows lines as the tool writes them. Of another one it does not say that it is none: the parser has to be asked.
struct WrittenLine {
  /// More digits may be more than a number holds.
  private static let mostDigits = 18
  private static let mostDigitsOfProcess = 9
  private static let mostDigitsOfExponent = 2

  private let line: UnsafeRawBufferPointer
  private var position: Int
  private var isASCII = true

  private struct Unknown: Error {}

  /// Whether a line is a record beyond question, apart from its time.
  /// - Parameter beginning: the first members of the line.
  static func isRecord(_ line: UnsafeRawBufferPointer, _ beginning: LogBeginning) -> Bool {
    guard beginning.hasKnownNames else { return false }
    var rest = WrittenLine(line: line, position: beginning.idStart)
    do {
      try rest.members()
    } catch {
      return false
    }
    guard rest.position == line.count else { return false }
    return rest.isASCII || String(validating: line, as: UTF8.self) != nil
  }

  // MARK: - Members

  private mutating func members() throws(Unknown) {
    try string()
    try expect(#","pid":"#)
    guard try wholeNumber() <= Self.mostDigitsOfProcess else { throw Unknown() }
    try expect(#","message":"#)
    try string()
    try expect(#","attributes":"#)
    try attributes()
    if !take("}") {
      try expect(#","sequence":"#)
      guard let first = next, first.isDigit, first != UInt8(ascii: "0") else { throw Unknown() }
      try wholeNumber()
      try expect(#","previous":"#)
      try string()
      try expect("}")
    }
  }

  /// Details whose keys are in order, so that none is there twice.
  private mutating func attributes() throws(Unknown) {
    try expect("{")
    guard !take("}") else { return }
    var last: Range<Int>?
    repeat {
      let key = try plainString()
      if let last, !isLess(last, key) { throw Unknown() }
      last = key
      try expect(":")
      try value()
    } while take(",")
    try expect("}")
  }

  private func isLess(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard let base = line.baseAddress else { return false }
    let order = memcmp(base + left.lowerBound, base + right.lowerBound, min(left.count, right.count))
    return order < 0 || order == 0 && left.count < right.count
  }

  // MARK: - Values

  /// A scalar, or an array of scalars.
  private mutating func value() throws(Unknown) {
    guard take("[") else {
      try scalar()
      return
    }
    guard !take("]") else { return }
    repeat { try scalar() } while take(",")
    try expect("]")
  }

  private mutating func scalar() throws(Unknown) {
    switch next {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try expect("true")
    case UInt8(ascii: "f"): try expect("false")
    case UInt8(ascii: "n"): try expect("null")
    default: try number()
    }
  }

  private mutating func number() throws(Unknown) {
    try wholeNumber()
    if take(".") { try digits(atMost: Self.mostDigits) }
    if take("e") {
      if !take("-") { _ = take("+") }
      try digits(atMost: Self.mostDigitsOfExponent)
    }
  }

  /// - Returns: The number of digits.
  @discardableResult
  private mutating func wholeNumber() throws(Unknown) -> Int {
    _ = take("-")
    let begin = position
    try digits(atMost: Self.mostDigits)
    guard line[begin] != UInt8(ascii: "0") || position == begin + 1 else { throw Unknown() }
    return position - begin
  }

  private mutating func digits(atMost most: Int) throws(Unknown) {
    let begin = position
    while let byte = next, byte.isDigit { position += 1 }
    guard 1...most ~= position - begin else { throw Unknown() }
  }

  private mutating func string() throws(Unknown) {
    try expect("\"")
    while position < line.count {
      let byte = line[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return }
      if byte < 0x20 { throw Unknown() }
      if byte >= 0x80 { isASCII = false }
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    throw Unknown()
  }

  /// One byte stands for the character; two numbers may be needed for one, and have to be read.
  private mutating func escape() throws(Unknown) {
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    default: throw Unknown()
    }
  }

  /// A text whose bytes are its characters.
  /// - Returns: The place of its bytes.
  private mutating func plainString() throws(Unknown) -> Range<Int> {
    try expect("\"")
    let begin = position
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard 0x20..<0x80 ~= byte, byte != UInt8(ascii: "\\") else { throw Unknown() }
      position += 1
    }
    try expect("\"")
    return begin..<(position - 1)
  }

  // MARK: - Bytes

  private var next: UInt8? { position < line.count ? line[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ text: StaticString) throws(Unknown) {
    guard let base = line.baseAddress, position + text.utf8CodeUnitCount <= line.count,
      memcmp(base + position, text.utf8Start, text.utf8CodeUnitCount) == 0
    else { throw Unknown() }
    position += text.utf8CodeUnitCount
  }
}

extension UInt8 {
  /// Whether it is a digit of ASCII.
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
