extension String {
  /// The text escaped for the content and the quoted attributes of XML 1.0, of which a parser reads the same text again.
  ///
  /// Characters that XML forbids even when escaped are shown as `\u{…}`. Line breaks and tabs are escaped, because a
  /// parser normalises them in attributes.
  package var escapedForXML: String {
    guard !isPlainXML, unicodeScalars.contains(where: \.actsInXML) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'", "\t", "\n", "\r": text += "&#\(scalar.value);"
      case _ where scalar.isForbiddenInXML: text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether the text is made of ASCII characters that need no escape, as most names and all numbers are.
  private var isPlainXML: Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      var index = 0
      while index < bytes.count, bytes[index].isPlainXML { index += 1 }
      return index == bytes.count
    } ?? false
  }
}

extension UInt8 {
  fileprivate var isPlainXML: Bool {
    switch self {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: (0x20..<0x7F).contains(self)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var actsInXML: Bool {
    switch self {
    case "&", "<", ">", "\"", "'", "\t", "\n", "\r": true
    default: isForbiddenInXML
    }
  }

  /// Whether the production `Char` of XML 1.0 excludes it.
  fileprivate var isForbiddenInXML: Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...0x10FFFF: false
    default: true
    }
  }
}
