extension String {
  /// Whether the text is made of printable ASCII characters, as most names are: one column for each byte, and no
  /// properties to look up.
  package var isPlain: Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      // This module is not optimised: a pointer is read in place, and a buffer by calls.
      guard let first = bytes.baseAddress else { return true }
      let count = bytes.count
      var index = 0
      while index < count, first[index] >= 0x20, first[index] < 0x7F { index += 1 }
      return index == count
    } ?? false
  }

  /// The text with control and formatting characters made visible, for terminals, logs and readers.
  ///
  /// Names come from users' code: line breaks, escape sequences and characters that change the writing direction are
  /// shown as `\u{…}`.
  package var printable: String {
    guard !isPlain, unicodeScalars.contains(where: { $0.actsOnTerminals }) else { return self }
    return unicodeScalars.map { scalar in
      scalar.actsOnTerminals ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }.joined()
  }

  /// The printable text, cut in its middle when it is longer than `length` characters.
  package func printable(atMost length: Int) -> String {
    let text = printable
    // No text has more characters than bytes, and only those are counted already.
    guard text.utf8.count > length, text.count > length, length > 4 else { return text }
    let tail = (length - 1) / 2
    return text.prefix(length - 1 - tail) + "…" + text.suffix(tail)
  }
}

extension Unicode.Scalar {
  fileprivate var actsOnTerminals: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}
