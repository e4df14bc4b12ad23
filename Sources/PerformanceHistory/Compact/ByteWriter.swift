/// Appends numbers to bytes in a compact, portable form.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  /// A number in as many bytes as it needs, seven bits in each, the lowest first.
  mutating func add(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A number of either sign; small ones of both take one byte.
  mutating func add(signed number: Int64) {
    add(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
  }

  /// A number that is not negative.
  mutating func add(count: Int) { add(UInt64(max(count, 0))) }

  mutating func add(_ number: Double) { add(fixed: number.bitPattern) }

  mutating func add(_ number: Float) { add(fixed: number.bitPattern) }

  private mutating func add(fixed number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension Float {
  /// The nearest finite number in single precision.
  init(bounded number: Double) {
    self = min(max(Float(number), -Float.greatestFiniteMagnitude), Float.greatestFiniteMagnitude)
  }
}
