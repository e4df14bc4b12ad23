import Foundation

/// JSON for checked-in files: sorted keys, two spaces, arrays and objects of numbers only on one line.
///
/// `JSONEncoder` writes each number of an array on its own line, so that a baseline of ten sessions has a thousand
/// lines, too many to review.
package enum PrettyJSON {
  /// The document as text, terminated by a line feed.
  package static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value).withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return Data() }
      var layout = JSONLayout(start.assumingMemoryBound(to: UInt8.self), count: bytes.count)
      return layout.document()
    }
  }
}

/// Arranges what an encoder wrote without any spaces.
///
/// Runs of bytes are copied, not single ones: this module is not optimised in a measured build.
private struct JSONLayout {
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private var position = 0
  /// The number of bytes that ``text`` has, or others in their place.
  private var copied = 0
  private var text = Data()

  init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    (self.bytes, self.count) = (bytes, count)
    text.reserveCapacity(count * 2)
  }

  mutating func document() -> Data {
    value(indentation: 0)
    insert("\n")
    return text
  }

  // MARK: - Values

  private mutating func value(indentation: Int) {
    switch bytes[position] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): members(indentation: indentation)
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    default: position = endOfScalar(position)
    }
  }

  private mutating func members(indentation: Int) {
    let isObject = bytes[position] == UInt8(ascii: "{")
    let closing = bytes[position] + 2
    let margin = isOnOneLine(position) ? nil : "\n" + String(repeating: " ", count: indentation + 2)
    position += 1
    guard bytes[position] != closing else {
      position += 1
      return
    }
    if let margin { insert(margin) }
    while true {
      if isObject {
        string()
        position += 1
        insert(" ")
      }
      value(indentation: indentation + 2)
      guard bytes[position] != closing else { break }
      position += 1
      insert(margin ?? " ")
    }
    if let margin { insert(String(margin.dropLast(2))) }
    position += 1
  }

  /// Whether an array has only scalars, or an object only numbers.
  private func isOnOneLine(_ start: Int) -> Bool {
    let isObject = bytes[start] == UInt8(ascii: "{")
    var position = start + 1
    while bytes[position] != bytes[start] + 2 {
      if bytes[position] == UInt8(ascii: ",") { position += 1 }
      if isObject { position = endOfString(position) + 1 }
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): return false
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): position = endOfScalar(position)
      case _ where isObject: return false
      case UInt8(ascii: "\""): position = endOfString(position)
      default: position = endOfScalar(position)
      }
    }
    return true
  }

  // MARK: - Scalars

  /// Replaces a number that an integer can hold, which the encoder writes with an exponent or a sign of zero.
  private mutating func number() {
    let start = position
    position = endOfScalar(start)
    let isZero = position - start == 2 && bytes[start] == UInt8(ascii: "-") && bytes[start + 1] == UInt8(ascii: "0")
    guard isZero || position - start > 15 || hasExponent(from: start) else { return }
    let number = String(decoding: UnsafeBufferPointer(start: bytes + start, count: position - start), as: UTF8.self)
    guard Int(number) == nil || isZero, let value = Double(number) else { return }
    replace(from: start, with: Int(exactly: value).map { "\($0)" } ?? "\(value)")
  }

  private func hasExponent(from start: Int) -> Bool {
    let letter = UInt8(ascii: "e")
    var index = start
    while index < position, bytes[index] != letter { index += 1 }
    return index < position
  }

  /// Replaces the few characters that the encoder writes as they are, or with letters that not every reader knows.
  private mutating func string() {
    let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    position += 1
    while true {
      let byte = bytes[position]
      if byte == quote { break }
      if byte < 0x7F, byte != backslash {
        position += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"): escape()
      case 0x7F:
        position += 1
        replace(from: position - 1, with: "\\u007f")
      case 0xE2 where bytes[position + 1] == 0x80 && (bytes[position + 2] == 0xA8 || bytes[position + 2] == 0xA9):
        position += 3
        replace(from: position - 3, with: bytes[position - 1] == 0xA8 ? "\\u2028" : "\\u2029")
      default: position += 1
      }
    }
    position += 1
  }

  private mutating func escape() {
    position += 2
    switch bytes[position - 1] {
    case UInt8(ascii: "b"): replace(from: position - 2, with: "\\u0008")
    case UInt8(ascii: "f"): replace(from: position - 2, with: "\\u000c")
    default: break
    }
  }

  private func endOfString(_ start: Int) -> Int {
    let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    var end = start + 1
    while bytes[end] != quote { end += bytes[end] == backslash ? 2 : 1 }
    return end + 1
  }

  private func endOfScalar(_ start: Int) -> Int {
    let (comma, bracket, brace) = (UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"))
    var end = start
    while end < count, bytes[end] != comma, bytes[end] != bracket, bytes[end] != brace { end += 1 }
    return end
  }

  // MARK: - Copying

  private mutating func insert(_ other: String) {
    copy(upTo: position)
    text.append(contentsOf: other.utf8)
  }

  private mutating func replace(from start: Int, with other: String) {
    copy(upTo: start)
    text.append(contentsOf: other.utf8)
    copied = position
  }

  private mutating func copy(upTo end: Int) {
    guard end > copied else { return }
    text.append(bytes + copied, count: end - copied)
    copied = end
  }
}
