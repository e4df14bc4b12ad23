import PerformanceSystem

/// Reads a JSON text of RFC 8259: `JSONDecoder` takes many times as long for a line of a log.
package struct JSONParser {
  /// The most arrays and objects inside each other; recursion must not exhaust the stack.
  private static let mostDepth = 32

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  private struct Malformed: Error {}

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The value of a whole text; `nil` where it is not JSON, is nested too deeply or names a member twice.
  package static func value(of bytes: UnsafeRawBufferPointer) -> JSONValue? {
    var parser = JSONParser(bytes)
    guard let value = try? parser.value(depth: 0) else { return nil }
    parser.skipBlanks()
    return parser.position == bytes.count ? value : nil
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ text: StaticString) throws(Malformed) {
    for index in 0..<text.utf8CodeUnitCount where !take(text.utf8Start[index]) { throw Malformed() }
  }

  // MARK: - Values

  private mutating func value(depth: Int) throws(Malformed) -> JSONValue {
    guard depth <= Self.mostDepth else { throw Malformed() }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try expect("null")
      return .null
    default: return try number()
    }
  }

  private mutating func members(depth: Int) throws(Malformed) -> [String: JSONValue] {
    try expect("{")
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if take(UInt8(ascii: "}")) { return members }
    while true {
      skipBlanks()
      let key = try string()
      skipBlanks()
      try expect(":")
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: key) == nil else { throw Malformed() }
      skipBlanks()
      if take(UInt8(ascii: "}")) { return members }
      try expect(",")
    }
  }

  private mutating func elements(depth: Int) throws(Malformed) -> [JSONValue] {
    try expect("[")
    var elements: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take(UInt8(ascii: "]")) { return elements }
      try expect(",")
    }
  }

  // MARK: - Scalars

  /// Whole numbers that an `Int` holds, and others as a `Double`.
  private mutating func number() throws(Malformed) -> JSONValue {
    let begin = position
    _ = take(UInt8(ascii: "-"))
    let isZero = next == UInt8(ascii: "0")
    let digits = try skipDigits()
    guard !isZero || digits == 1 else { throw Malformed() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try skipDigits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try skipDigits()
    }
    let text = String(decoding: bytes[begin..<position], as: UTF8.self)
    if isWhole, let number = Int(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw Malformed() }
    return .number(number)
  }

  @discardableResult
  private mutating func skipDigits() throws(Malformed) -> Int {
    let begin = position
    while let byte = next, byte.isDigit { position += 1 }
    guard position > begin else { throw Malformed() }
    return position - begin
  }

  private mutating func string() throws(Malformed) -> String {
    try expect("\"")
    let begin = position
    // Most texts have no escape: their bytes are taken at once.
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    if next == UInt8(ascii: "\"") {
      position += 1
      return try text(bytes[begin..<(position - 1)])
    }
    var unescaped = Array(bytes[begin..<position])
    while let byte = next, byte >= 0x20 {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(unescaped)
      case UInt8(ascii: "\\"): try escape(into: &unescaped)
      default: unescaped.append(byte)
      }
    }
    throw Malformed()
  }

  private func text(_ bytes: some Sequence<UInt8>) throws(Malformed) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Malformed() }
    return text
  }

  private mutating func escape(into unescaped: inout [UInt8]) throws(Malformed) {
    guard let byte = next else { throw Malformed() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
    case UInt8(ascii: "b"): unescaped.append(0x08)
    case UInt8(ascii: "f"): unescaped.append(0x0C)
    case UInt8(ascii: "n"): unescaped.append(0x0A)
    case UInt8(ascii: "r"): unescaped.append(0x0D)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "u"): unescaped.append(contentsOf: String(Character(try scalar())).utf8)
    default: throw Malformed()
    }
  }

  /// The scalar of `\uXXXX`, or of two of them.
  private mutating func scalar() throws(Malformed) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    try expect("\\u")
    let second = try hexadecimal()
    guard 0xD800...0xDBFF ~= first, 0xDC00...0xDFFF ~= second,
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw Malformed() }
    return scalar
  }

  private mutating func hexadecimal() throws(Malformed) -> UInt32 {
    guard position + 4 <= bytes.count else { throw Malformed() }
    defer { position += 4 }
    let digits = bytes[position..<(position + 4)]
    var number: UInt32 = 0
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Malformed() }
      number = number << 4 | UInt32(digit)
    }
    return number
  }
}
