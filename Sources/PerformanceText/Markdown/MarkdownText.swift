extension String {
  /// The text escaped so that Markdown renders it literally: each character that GitHub's Markdown or HTML interprets
  /// becomes an entity.
  var escapedForMarkdown: String {
    guard contains(where: \.actsInMarkdown) else { return self }
    return unicodeScalars.map { scalar in
      Character(scalar).actsInMarkdown ? "&#\(scalar.value);" : String(scalar)
    }.joined()
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
