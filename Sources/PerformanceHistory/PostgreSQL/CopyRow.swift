/// A row in the text form of `COPY`.
struct CopyRow {
  private var text: [UInt8] = []

  init(_ fields: [Field]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(UInt8(ascii: "\t")) }
      add(field)
    }
    text.append(UInt8(ascii: "\n"))
  }

  /// A value of a row.
  enum Field {
    case text(String?)
    case integer(Int?)
    case number(Double?)
    case flag(Bool?)
    case bytes([UInt8])
  }

  func append(to bytes: inout [UInt8]) { bytes += text }

  private mutating func add(_ field: Field) {
    switch field {
    case .text(let value?): addEscaped(value)
    // Swift's description of a number has as few digits as give the same number again.
    case .integer(let value?): text += "\(value)".utf8
    case .number(let value?): text += "\(value)".utf8
    case .flag(let value?): text.append(UInt8(ascii: value ? "t" : "f"))
    case .bytes(let value) where !value.isEmpty: addBytes(value)
    case .text, .integer, .number, .flag, .bytes: text += #"\N"#.utf8
    }
  }

  private mutating func addEscaped(_ value: String) {
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): text += #"\\"#.utf8
      case UInt8(ascii: "\t"): text += #"\t"#.utf8
      case UInt8(ascii: "\n"): text += #"\n"#.utf8
      case UInt8(ascii: "\r"): text += #"\r"#.utf8
      default: text.append(byte)
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private mutating func addBytes(_ value: [UInt8]) {
    text += #"\\x"#.utf8
    for byte in value {
      text.append(Self.digits[Int(byte >> 4)])
      text.append(Self.digits[Int(byte & 15)])
    }
  }
}
