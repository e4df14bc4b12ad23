/// A string literal in a Swift file.
struct StringLiteral: Equatable {
  /// The characters as written, with `…` for each interpolation.
  let text: String
  /// The number of the first line.
  let line: Int
  /// The names before the parentheses around it, the outermost first, such as `InputError` and `.unavailable`.
  let calls: [String]

  /// The literals of a file, without those in comments. A literal in an interpolation follows the one around it.
  static func all(in source: String) -> [StringLiteral] {
    var scanner = Scanner(bytes: Array(source.utf8))
    scanner.scanCode()
    return scanner.literals.sorted { $0.start < $1.start }.map(\.literal)
  }
}

extension StringLiteral {
  /// Reads Swift as far as comments, literals and parentheses go.
  private struct Scanner {
    let bytes: [UInt8]
    var literals: [(start: Int, literal: StringLiteral)] = []
    private var index = 0
    private var line = 1
    private var calls: [String] = []

    /// The bytes that begin more than a character of code.
    private static let special = Array("/#\"()".utf8)

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads code to the end of the file or, in an interpolation, past its closing parenthesis.
    mutating func scanCode(isInterpolation: Bool = false) {
      let depth = calls.count
      while index < bytes.count {
        if !Self.special.contains(bytes[index]) {
          advance(1)
        } else if isNext("//") {
          while index < bytes.count, !isNext("\n") { advance(1) }
        } else if isNext("/*") {
          while index < bytes.count, !isNext("*/") { advance(1) }
        } else if let hashes = hashesOfLiteral {
          scanLiteral(hashes)
        } else if isNext("(") {
          calls.append(callee)
          advance(1)
        } else if isNext(")") {
          advance(1)
          if isInterpolation, calls.count == depth { return }
          _ = calls.popLast()
        } else {
          advance(1)
        }
      }
    }

    private mutating func scanLiteral(_ hashes: Int) {
      let (start, firstLine) = (index, line)
      let suffix = String(repeating: "#", count: hashes)
      advance(hashes)
      let quote = isNext("\"\"\"") ? "\"\"\"" : "\""
      advance(quote.utf8.count)
      var text: [UInt8] = []
      // A single quote may also be part of a regular expression, which ends with its line.
      while index < bytes.count, quote != "\"" || bytes[index] != UInt8(ascii: "\n") {
        if isNext(quote + suffix) {
          advance(quote.utf8.count + hashes)
          break
        }
        if isNext("\\" + suffix + "(") {
          advance(hashes + 2)
          text += "…".utf8
          scanCode(isInterpolation: true)
        } else {
          let count = isNext("\\" + suffix) ? hashes + 2 : 1
          text += bytes[index..<min(index + count, bytes.count)]
          advance(count)
        }
      }
      let literal = StringLiteral(text: String(decoding: text, as: UTF8.self), line: firstLine, calls: calls)
      literals.append((start, literal))
    }

    /// The number of `#` before the quote where a literal begins here; `nil` elsewhere.
    private var hashesOfLiteral: Int? {
      let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
      let quote = index + hashes
      return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    /// The name that ends here, with its dots and attributes.
    private var callee: String {
      let name = bytes[..<index].reversed().prefix { byte in
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@")
          || Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
      }
      return String(decoding: name.reversed(), as: UTF8.self)
    }

    private func isNext(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

    private mutating func advance(_ count: Int) {
      for _ in 0..<count where index < bytes.count {
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
      }
    }
  }
}
