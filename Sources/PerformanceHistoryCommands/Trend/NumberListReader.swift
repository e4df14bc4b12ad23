import PerformanceSystem

/// Reads a JSON array of numbers, or an array of such arrays.
///
/// `null` and `NaN`, which Python writes, are gaps. Unlike a decoder of JSON it names the line and the column of what is
/// wrong.
struct NumberListReader {
  private let bytes: [UInt8]
  private let file: String
  private var position: Int

  /// - Parameter start: where the text begins.
  init(_ bytes: [UInt8], from start: Int, file: String) {
    self.bytes = bytes
    self.file = file
    position = start
  }

  /// The series.
  /// - Throws: ``InputError`` with the line and the column.
  mutating func read() throws -> TrendInput {
    var (numbers, lists): ([Double], [[Double]]) = ([], [])
    try list { reader in
      if reader.current == UInt8(ascii: "[") {
        guard numbers.isEmpty else { throw reader.problem("is a list among numbers") }
        var list: [Double] = []
        try reader.list { list.append(try $0.number()) }
        lists.append(list)
      } else {
        guard lists.isEmpty else { throw reader.problem("is a number among lists") }
        numbers.append(try reader.number())
      }
    }
    skipSpace()
    guard current == nil else { throw problem("follows the end of the array") }
    guard lists.isEmpty else {
      return TrendInput(
        shape: .arrays, columns: lists.enumerated().map { TrendInput.Column(name: "series \($0)", values: $1) })
    }
    return TrendInput(shape: .array, columns: [TrendInput.Column(name: "series", values: numbers)])
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Reads a list, whose bracket is next.
  private mutating func list(_ element: (inout NumberListReader) throws -> Void) throws {
    skipSpace()
    position += 1
    skipSpace()
    if current == UInt8(ascii: "]") {
      position += 1
      return
    }
    while true {
      skipSpace()
      try element(&self)
      skipSpace()
      guard let byte = current else { throw problem("ends before the array does") }
      guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else { throw problem("has no comma or bracket") }
      position += 1
      if byte == UInt8(ascii: "]") { return }
    }
  }

  private mutating func number() throws -> Double {
    let start = position
    while let byte = current, Self.isPartOfWord(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if ["null", "NaN"].contains(word) { return .nan }
    // JSON has no leading plus or point.
    if word.first.map({ $0.isNumber || $0 == "-" }) == true, let number = Double(decimal: word) { return number }
    position = start
    if current == nil { throw problem("ends before the array does") }
    throw problem(word.isEmpty ? "is no number" : "has '\(word.printable(atMost: 40))', which is no finite number")
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private func problem(_ text: String) -> InputError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    return InputError(
      file: file, key: "line \(line), column \(column)", problem: text,
      remedy: "A series is numbers; null is a gap.")
  }
}
