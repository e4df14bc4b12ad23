/// Reads what ``ByteWriter`` wrote; `nil` where the bytes end too early or are no such number.
struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// The number of bytes that are left: no list in them is longer.
  var count: Int { rest.count }

  mutating func number() -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      guard shift < 64 else { return nil }
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  mutating func signed() -> Int64? {
    number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  mutating func integer() -> Int? { number().flatMap { Int(exactly: $0) } }

  mutating func double() -> Double? { fixed(UInt64.self).map { Double(bitPattern: $0) } }

  mutating func float() -> Float? { fixed(UInt32.self).map { Float(bitPattern: $0) } }

  private mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    let size = MemoryLayout<Number>.size
    guard rest.count >= size else { return nil }
    defer { rest = rest.dropFirst(size) }
    return rest.prefix(size).reversed().reduce(0) { $0 << 8 | Number($1) }
  }
}
