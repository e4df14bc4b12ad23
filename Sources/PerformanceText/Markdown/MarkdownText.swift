extension String {
  /// The text escaped so that Markdown renders it literally: each character that GitHub's Markdown or HTML interprets
  /// becomes an entity.
  package var escapedForMarkdown: String {
    guard hasMarkdown, contains(where: \.actsInMarkdown) else { return self }
    return unicodeScalars.map { scalar in
      Character(scalar).actsInMarkdown ? "&#\(scalar.value);" : String(scalar)
    }.joined()
  }

  /// Whether a byte is that of such a character; most names and all numbers have none.
  private var hasMarkdown: Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      var index = 0
      while index < bytes.count, bytes[index] >= 0x80 || !Character(Unicode.Scalar(bytes[index])).actsInMarkdown {
        index += 1
      }
      return index < bytes.count
    } ?? true
  }
}

extension Character {
  /// `@` mentions people, `#` and `!` refer to issues, `$` is mathematics, and a colon makes links and emoji.
  fileprivate var actsInMarkdown: Bool {
    switch self {
    case "&", "<", ">", "|", "`", "\\", "*", "_", "[", "]", "~", "#", "!", "@", "$", ":": true
    default: false
    }
  }
}
