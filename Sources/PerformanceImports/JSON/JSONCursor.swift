import PerformanceSystem

/// Reads a document of JSON from its beginning to its end, without keeping what a reader does not ask for.
///
/// Results can be hundreds of megabytes, of which a few columns count. Besides standard JSON it takes `NaN` and
/// `Infinity`, which Python writes, and its errors name the line and the column.
struct JSONCursor {
  /// The kind of the next value.
  enum Kind: Equatable {
    case object, array, string, number, bool, null
    /// No value begins here.
    case none
  }

  /// The deepest nesting that is read.
  private static let deepest = 100

  private let bytes: [UInt8]
  private let file: String
  private var position: Int
  /// For each open object or list whether it had a member already.
  private var open: [Bool] = []

  /// - Parameters:
  ///   - start: where the document begins.
  ///   - file: the name for errors.
  init(_ bytes: [UInt8], from start: Int = 0, file: String) {
    (self.bytes, self.file, position) = (bytes, file, start)
  }

  /// The kind of the next value.
  var kind: Kind {
    mutating get {
      skipSpace()
      switch current {
      case UInt8(ascii: "{"): return .object
      case UInt8(ascii: "["): return .array
      case UInt8(ascii: "\""): return .string
      case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
      case UInt8(ascii: "n"): return .null
      case UInt8(ascii: "-"), UInt8(ascii: "N"), UInt8(ascii: "I"): return .number
      case let byte? where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte): return .number
      default: return .none
      }
    }
  }

  // MARK: - Objects and lists

  /// Enters an object.
  mutating func openObject() throws { try enter(UInt8(ascii: "{"), "is no object") }

  /// Enters a list.
  mutating func openArray() throws { try enter(UInt8(ascii: "["), "is no list") }

  /// The next key of the open object, whose value follows; `nil` after the last one, and the object is left.
  mutating func nextKey() throws -> String? {
    guard try nextMember(before: UInt8(ascii: "}")) else { return nil }
    guard current == UInt8(ascii: "\"") else { throw problem("has no key where one is expected") }
    let key = try string()
    skipSpace()
    guard current == UInt8(ascii: ":") else { throw problem("has no colon after a key") }
    position += 1
    return key
  }

  /// Whether the open list has another element, which follows; after the last one the list is left.
  mutating func nextElement() throws -> Bool { try nextMember(before: UInt8(ascii: "]")) }

  private mutating func enter(_ bracket: UInt8, _ otherwise: String) throws {
    skipSpace()
    guard current == bracket else { throw problem(otherwise) }
    guard open.count < Self.deepest else { throw problem("is nested too deeply") }
    position += 1
    open.append(false)
  }

  private mutating func nextMember(before bracket: UInt8) throws -> Bool {
    skipSpace()
    guard let byte = current, let hadMembers = open.last else { throw problem("ends too early") }
    if byte == bracket {
      position += 1
      open.removeLast()
      return false
    }
    if hadMembers {
      guard byte == UInt8(ascii: ",") else { throw problem("has no comma or bracket where one is expected") }
      position += 1
      skipSpace()
    }
    open[open.count - 1] = true
    return true
  }

  // MARK: - Values

  /// A number; `nil` for `null`, `NaN`, an infinity, and a number that no `Double` holds.
  mutating func number() throws -> Double? {
    let (word, isAbsent) = try numberWord()
    if isAbsent { return nil }
    guard let number = Double(String(decoding: bytes[word], as: UTF8.self)) else {
      // A word at the end may be cut off.
      if current != nil { position = word.lowerBound }
      throw problem("is no number")
    }
    return number.isFinite ? number : nil
  }

  /// Passes over a number, or over one of the words that stand for none.
  private mutating func numberWord() throws -> (range: Range<Int>, isAbsent: Bool) {
    skipSpace()
    let start = position
    var isNumber = true
    while let byte = current, Self.isPartOfWord(byte) {
      isNumber = isNumber && Self.isPartOfNumber(byte)
      position += 1
    }
    let word = start..<position
    if isNumber, let first = bytes[word].first, first == UInt8(ascii: "-") || Self.isDigit(first) {
      return (word, false)
    }
    if Self.absent.contains(where: { bytes[word].elementsEqual($0.utf8) }) { return (word, true) }
    if current != nil { position = start }
    throw problem("is no number")
  }

  /// The words that stand for no number.
  private static let absent = ["null", "NaN", "Infinity", "-Infinity"]

  /// The numbers of a list, in which `null` and `NaN` are `nil`.
  mutating func numbers() throws -> [Double?] {
    var numbers: [Double?] = []
    try openArray()
    while try nextElement() { numbers.append(try number()) }
    return numbers
  }

  /// A text.
  mutating func string() throws -> String {
    skipSpace()
    guard current == UInt8(ascii: "\"") else { throw problem("is no text") }
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
    var text = bytes[start..<position]
    while let byte = current, byte != UInt8(ascii: "\"") {
      position += 1
      if byte == UInt8(ascii: "\\") {
        text += try escape()
      } else {
        text.append(byte)
      }
    }
    guard current != nil else { throw problem("ends within a text") }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// A text; `nil` for a value of another kind, which is skipped.
  mutating func stringIfPresent() throws -> String? {
    if kind == .string { return try string() }
    try skip()
    return nil
  }

  /// A number; `nil` for a value of another kind, which is skipped.
  mutating func numberIfPresent() throws -> Double? {
    if kind == .number { return try number() }
    try skip()
    return nil
  }

  /// A truth value; `nil` for a value of another kind, which is skipped.
  mutating func boolIfPresent() throws -> Bool? {
    let isBool = kind == .bool
    let isTrue = current == UInt8(ascii: "t")
    try skip()
    return isBool ? isTrue : nil
  }

  /// Passes over a value.
  mutating func skip() throws {
    switch kind {
    case .object:
      try openObject()
      while try nextKey() != nil { try skip() }
    case .array:
      try openArray()
      while try nextElement() { try skip() }
    case .string: try skipString()
    case .number: _ = try numberWord()
    case .bool, .null: try skipWord()
    case .none: throw problem("has no value where one is expected")
    }
  }

  /// Checks that nothing follows.
  mutating func end() throws {
    skipSpace()
    guard current == nil else { throw problem("goes on after the end of the document") }
  }

  private mutating func skipString() throws {
    position += 1
    while let byte = current, byte != UInt8(ascii: "\"") { position += byte == UInt8(ascii: "\\") ? 2 : 1 }
    guard current != nil else { throw problem("ends within a text") }
    position += 1
  }

  private mutating func skipWord() throws {
    let start = position
    while let byte = current, Self.isPartOfWord(byte) { position += 1 }
    guard ["true", "false", "null"].contains(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      if current != nil { position = start }
      throw problem("has no value where one is expected")
    }
  }

  // MARK: - Texts

  /// The text of an escape, whose backslash was passed.
  private mutating func escape() throws -> [UInt8] {
    guard let byte = current else { throw problem("ends within a text") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      var units = [try unit()]
      if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: Array("\\u".utf8)) {
        position += 2
        units.append(try unit())
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    default: return [byte]
    }
  }

  private mutating func unit() throws -> UInt16 {
    let digits = bytes[position...].prefix(4)
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 4, text.allSatisfy(\.isHexDigit), let unit = UInt16(text, radix: 16) else {
      throw problem("has an escape without four digits")
    }
    position += 4
    return unit
  }

  // MARK: - Bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// The error about what is here.
  func problem(_ text: String) -> InputError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    return InputError(
      file: file, key: "line \(line), column \(column)", problem: position < bytes.count ? text : "ends too early",
      remedy: position < bytes.count
        ? "Check that its tool wrote it, or name another format with --format." : "It is cut off: write it again.")
  }
}
