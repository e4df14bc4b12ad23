import PerformanceSystem

/// Replaces secrets in texts: credentials of URLs, values of names such as `GITHUB_TOKEN`, and tokens of known shapes.
///
/// It takes too much rather than too little: a word that only looks like a secret is replaced as well.
package enum Redaction {
  /// What stands in place of a secret.
  package static let mark = "[redacted]"

  /// A text without its secrets.
  package static func text(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let secrets = (SecretURL.ranges(in: bytes) + NamedSecret.ranges(in: bytes) + SecretShape.ranges(in: bytes))
      .filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    guard !secrets.isEmpty else { return text }
    var kept: [UInt8] = []
    var position = 0
    for secret in secrets where secret.upperBound > position {
      // Secrets that overlap become one mark.
      if secret.lowerBound >= position {
        kept += bytes[position..<secret.lowerBound]
        kept += mark.utf8
      }
      position = secret.upperBound
    }
    return String(decoding: kept + bytes[position...], as: UTF8.self)
  }

  /// A value without its secrets.
  /// - Parameter name: what the value is called; all of it is replaced where the name is that of a secret.
  package static func value(_ value: JSONValue, named name: String) -> JSONValue {
    switch value {
    case .string, .integer, .number, .array, .object:
      NamedSecret.isSecret(Array(name.utf8)) ? .string(mark) : withoutSecrets(value)
    case .null, .bool: value
    }
  }

  private static func withoutSecrets(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(self.text(text))
    case .array(let values): .array(elements(values))
    case .object(let members):
      .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key, self.value($0.value, named: $0.key)) }))
    case .null, .bool, .integer, .number: value
    }
  }

  /// The words of a command line: that after `--token` is a secret.
  private static func elements(_ values: [JSONValue]) -> [JSONValue] {
    values.indices.map { index in
      if index > 0, case .string(let before) = values[index - 1], before.hasPrefix("-"), !before.contains("="),
        NamedSecret.isSecret(Array(before.utf8))
      {
        return .string(mark)
      }
      return withoutSecrets(values[index])
    }
  }
}

extension UInt8 {
  /// Whether the byte is a blank, a line feed or another control character.
  var isBlank: Bool { self <= 0x20 }

  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`") }
}

extension [UInt8] {
  /// Whether these bytes begin at a position; letters are compared without their case.
  func has(_ text: StaticString, at position: Int) -> Bool {
    guard position >= 0, position + text.utf8CodeUnitCount <= count else { return false }
    for index in 0..<text.utf8CodeUnitCount {
      let (own, other) = (self[position + index], text.utf8Start[index])
      guard own == other || own | 0x20 == other | 0x20 && own.isLetter else { return false }
    }
    return true
  }

  /// The first position from another one on whose byte matches; the end where none does.
  func index(from begin: Int, where matches: (UInt8) -> Bool) -> Int {
    var index = begin
    while index < count, !matches(self[index]) { index += 1 }
    return index
  }
}
