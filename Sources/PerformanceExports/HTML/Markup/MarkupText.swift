import PerformanceSystem

/// The only place where text becomes a part of a page.
package enum MarkupText {
  /// Text for an element or a quoted attribute.
  ///
  /// Control and formatting characters, which HTML cannot hold or which change the writing direction, are shown as
  /// `\u{…}`.
  package static func escaped(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A JSON document for a script element, which ends at the first `</script` whatever surrounds it.
  ///
  /// In JSON these characters are only in strings, where an escape stands for the same text.
  package static func script(json: String) -> String {
    // 0xE2 begins the separators.
    let special: (UInt8) -> Bool = {
      $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "&") || $0 == 0xE2
    }
    guard json.utf8.contains(where: special) else { return json }
    var result = ""
    result.reserveCapacity(json.utf8.count + 16)
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A web address for a link, percent-encoded (RFC 3986); `nil` for any other scheme, such as `javascript:`.
  package static func link(_ address: String) -> String? {
    // Bytes, as a character may begin with the last letter of the scheme and go on with an accent.
    guard let scheme = ["https://", "http://"].first(where: { address.utf8.starts(with: $0.utf8) }),
      address.utf8.count > scheme.utf8.count
    else { return nil }
    return scheme + address.utf8.dropFirst(scheme.utf8.count).map(percentEncoded).joined()
  }

  private static func percentEncoded(_ byte: UInt8) -> String {
    let character = Character(Unicode.Scalar(byte))
    let isAllowed =
      character.isASCII && (character.isLetter || character.isNumber || "-._~:/?#[]@!$&()*+,;=%".contains(character))
    return isAllowed ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: (0x20..<0x7F).contains(byte)
    }
  }
}
