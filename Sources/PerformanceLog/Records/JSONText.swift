import PerformanceSystem

/// Writes JSON on one line, keys sorted, so that equal values are equal bytes.
package struct JSONText {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  package init() { bytes.reserveCapacity(512) }

  /// Text that is JSON already.
  package mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A text between quotes.
  ///
  /// Control characters are escaped, and the two line separators that some readers of lines take for ends of lines.
  package mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": raw(#"\""#)
      case "\\": raw(#"\\"#)
      case "\n": raw(#"\n"#)
      case "\r": raw(#"\r"#)
      case "\t": raw(#"\t"#)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": raw(Self.escape(scalar))
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Any value. A number that JSON cannot write is `null`.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let isTrue): raw(isTrue ? "true" : "false")
    case .integer(let number): raw(String(number))
    case .number(let number): raw(number.isFinite ? "\(number)" : "null")
    case .string(let text): string(text)
    case .array(let values):
      raw("[")
      for (index, element) in values.enumerated() {
        if index > 0 { raw(",") }
        self.value(element)
      }
      raw("]")
    case .object(let members):
      raw("{")
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { raw(",") }
        string(member.key)
        raw(":")
        self.value(member.value)
      }
      raw("}")
    }
  }
}
