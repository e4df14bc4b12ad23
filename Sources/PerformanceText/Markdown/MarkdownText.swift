extension String {
  /// The text escaped so that Markdown renders it literally: each character that GitHub's Markdown or HTML interprets
  /// becomes an entity.
  package var escapedForMarkdown: String {
    guard utf8.contains(where: \.actsInMarkdown) else { return self }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(utf8.count + 32)
    for byte in utf8 {
      if byte.actsInMarkdown { escaped += "&#\(byte);".utf8 } else { escaped.append(byte) }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}

extension UInt8 {
  /// `@` mentions people, `#` and `!` refer to issues, `$` is mathematics, and a colon makes links and emoji.
  ///
  /// All of them are ASCII. Read as characters, one with a combining mark behind it would be another one.
  fileprivate var actsInMarkdown: Bool {
    switch Unicode.Scalar(self) {
    case "&", "<", ">", "|", "`", "\\", "*", "_", "[", "]", "~", "#", "!", "@", "$", ":": true
    default: false
    }
  }
}
