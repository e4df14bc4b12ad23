/// A field of comma-separated values (RFC 4180) that no spreadsheet takes for a formula.
package enum CSVField {
  /// A name or a sentence. One that begins like a formula gets a leading apostrophe, as OWASP recommends ("CSV
  /// Injection"): spreadsheets would execute what a test is called.
  case text(String)
  /// A number as all readers take it, whole ones without a fraction. It gets no apostrophe, also where it is negative.
  case number(Double)
  /// A count.
  case count(Int)
  /// No value.
  case empty

  /// A text; without one, no value.
  package static func text(ifAny text: String?) -> CSVField { text.map { .text($0) } ?? .empty }

  /// A number; without a finite one, no value.
  package static func number(ifAny number: Double?) -> CSVField {
    number.flatMap { $0.isFinite ? .number($0) : nil } ?? .empty
  }

  /// Lines of fields.
  package static func document(_ lines: some Sequence<[CSVField]>) -> String {
    var text = CSVText()
    for fields in lines {
      for field in fields { text.add(field) }
      text.endLine()
    }
    return text.document
  }

  fileprivate func write(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text):
      if Self.beginsLikeFormula(text) {
        Self.writeQuoted("'" + text, to: &bytes)
      } else {
        Self.writeQuoted(text, to: &bytes)
      }
    case .number(let value): bytes.append(contentsOf: value.written.utf8)
    case .count(let count): bytes.append(contentsOf: String(count).utf8)
    case .empty: break
    }
  }

  private static func beginsLikeFormula(_ text: String) -> Bool {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
    default: false
    }
  }

  /// Writes a field, in quotes where it has a separator, a quote or a line break.
  private static func writeQuoted(_ text: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let isPlain = text.utf8.allSatisfy {
      $0 != UInt8(ascii: ",") && $0 != quote && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n")
    }
    guard !isPlain else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}

/// Comma-separated values that are written field by field.
struct CSVText {
  private var bytes: [UInt8] = []
  private var isAtStart = true

  mutating func add(_ field: CSVField) {
    if !isAtStart { bytes.append(UInt8(ascii: ",")) }
    isAtStart = false
    field.write(to: &bytes)
  }

  mutating func endLine() {
    bytes.append(UInt8(ascii: "\r"))
    bytes.append(UInt8(ascii: "\n"))
    isAtStart = true
  }

  /// All lines.
  var document: String { String(decoding: bytes, as: UTF8.self) }
}
