import PerformanceSystem

/// JSON that is written from its beginning to its end.
///
/// A document of ten thousand points has a hundred thousand values, which an encoder of values takes several times as
/// long for.
package struct JSONText {
  /// The arrangement of the text.
  package enum Layout { case compact, indented }

  private var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  /// Whether a value of the innermost array or object has been written.
  private var hasValue = false

  private init(_ layout: Layout) { self.layout = layout }

  /// The document of one object, with a line feed at its end.
  package static func document(_ layout: Layout, _ members: (inout JSONText) -> Void) -> String {
    var json = JSONText(layout)
    json.write("{", "}", members)
    return json.document()
  }

  /// The document of a value as files for review have it, with a line feed at its end: sorted keys, and arrays of
  /// scalars and objects of numbers on one line.
  package static func document(_ value: JSONValue) -> String {
    var json = JSONText(.indented)
    json.write(value)
    return json.document()
  }

  /// The document of one array in the same form, of which the keys are written in their order.
  package static func document(_ elements: (inout JSONText) -> Void) -> String {
    var json = JSONText(.indented)
    json.write("[", "]", elements)
    return json.document()
  }

  private mutating func document() -> String {
    append("\n")
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: - Members of an object

  package mutating func member(_ name: String, _ value: String) {
    key(name)
    write(value)
  }

  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    append(String(value))
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    append(value ? "true" : "false")
  }

  package mutating func member(_ name: String, _ value: Double) {
    key(name)
    write(value)
  }

  package mutating func object(_ name: String, _ members: (inout JSONText) -> Void) {
    key(name)
    write("{", "}", members)
  }

  package mutating func array(_ name: String, _ elements: (inout JSONText) -> Void) {
    key(name)
    write("[", "]", elements)
  }

  // MARK: - Elements of an array

  package mutating func element(_ value: String) {
    begin()
    write(value)
  }

  package mutating func element(_ value: Double) {
    begin()
    write(value)
  }

  package mutating func object(_ members: (inout JSONText) -> Void) {
    begin()
    write("{", "}", members)
  }

  // MARK: - Text

  private mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func key(_ name: String) {
    begin()
    write(name)
    if layout == .compact { append(":") } else { append(": ") }
  }

  private mutating func begin() {
    if hasValue { append(",") }
    hasValue = true
    lineBreak()
  }

  private mutating func write(_ opening: StaticString, _ closing: StaticString, _ content: (inout JSONText) -> Void) {
    append(opening)
    depth += 1
    hasValue = false
    content(&self)
    depth -= 1
    if hasValue { lineBreak() }
    hasValue = true
    append(closing)
  }

  private mutating func lineBreak() {
    guard layout == .indented else { return }
    append("\n")
    for _ in 0..<depth { append("  ") }
  }

  /// A number; the special ones as strings, as Protocol Buffers write them in JSON.
  private mutating func write(_ value: Double) {
    guard value.isFinite else {
      write(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
      return
    }
    var description = value.description
    description.withUTF8 { digits in
      let isWhole =
        digits.count > 2 && digits[digits.count - 2] == UInt8(ascii: ".") && digits.last == UInt8(ascii: "0")
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[..<(digits.count - (isWhole ? 2 : 0))]))
    }
  }

  private mutating func write(_ value: String) {
    append("\"")
    var value = value
    value.withUTF8 { text in
      // Most names need no escapes, and the others few.
      var copied = 0
      for index in text.indices where Self.isSpecial(text[index]) {
        let escape = Self.escape(text, at: index)
        guard escape.length > 0 else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<index]))
        append(escape.text)
        copied = index + escape.length
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
    }
    append("\"")
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    // 0xE2 and 0xEF begin the separators and the mark below.
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F, 0xE2, 0xEF: true
    default: false
    }
  }

  /// The replacement of the character that begins at an index, and the number of its bytes; 0 for one without.
  private static func escape(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (text: String, length: Int) {
    func follows(_ second: UInt8, _ third: UInt8) -> Bool {
      index + 2 < text.count && text[index + 1] == second && text[index + 2] == third
    }
    switch text[index] {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case UInt8(ascii: "\n"): return ("\\n", 1)
    case UInt8(ascii: "\r"): return ("\\r", 1)
    case UInt8(ascii: "\t"): return ("\\t", 1)
    // The separators end lines of JavaScript, and Foundation drops a byte order mark within a text.
    case 0xE2: return follows(0x80, 0xA8) ? ("\\u2028", 3) : follows(0x80, 0xA9) ? ("\\u2029", 3) : ("", 0)
    case 0xEF: return follows(0xBB, 0xBF) ? ("\\ufeff", 3) : ("", 0)
    case let byte: return ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16), 1)
    }
  }
}

// MARK: - Values

extension JSONText {
  /// A member with any value.
  mutating func member(_ name: String, _ value: JSONValue) {
    key(name)
    write(value)
  }

  /// A member with an object, whose members are in the order of their keys.
  mutating func members(_ name: String, _ members: [(key: String, value: JSONValue)]) {
    key(name)
    write(members)
  }

  /// An element with any value.
  mutating func value(_ value: JSONValue) {
    begin()
    write(value)
  }

  private mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .number(let value): append(value.description)
    case .string(let value): write(value)
    case .array(let elements):
      let isOnOneLine = elements.allSatisfy(\.isScalar)
      write("[", "]", elements, isOnOneLine: isOnOneLine) { $0.write($1) }
    case .object(let members): write(members.sorted { $0.key < $1.key })
    }
  }

  private mutating func write(_ members: [(key: String, value: JSONValue)]) {
    write("{", "}", members, isOnOneLine: members.allSatisfy(\.value.isNumber)) { json, member in
      json.write(member.key)
      json.append(": ")
      json.write(member.value)
    }
  }

  private mutating func write<Element>(
    _ opening: StaticString, _ closing: StaticString, _ elements: [Element], isOnOneLine: Bool,
    _ write: (inout JSONText, Element) -> Void
  ) {
    append(opening)
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { append(isOnOneLine ? ", " : ",") }
      if !isOnOneLine { lineBreak() }
      write(&self, element)
    }
    depth -= 1
    if !isOnOneLine { lineBreak() }
    append(closing)
  }
}

extension JSONValue {
  fileprivate var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .number: true
    default: false
    }
  }
}
