/// A text as the words that a shell makes of it: separated by blanks, with quotes and backslashes, and without expansion.
package enum ShellWords {
  /// A quote without its end, or a backslash at the end of the text.
  package struct Incomplete: Error {}

  /// Splits a text into words, without their quotes.
  /// - Throws: ``Incomplete``.
  package static func split(_ text: String) throws(Incomplete) -> [String] {
    var words: [String] = []
    // An empty pair of quotes is a word as well.
    var word: String?
    var quote: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      switch (character, quote) {
      case (_, character?): quote = nil
      case ("\\", nil), ("\\", "\""?):
        guard let next = rest.popFirst() else { throw Incomplete() }
        // Between double quotes a backslash escapes only these characters; before any other it stays in the word.
        let isKept = quote != nil && !["\"", "\\", "$", "`"].contains(next)
        word = (word ?? "") + (isKept ? "\\" : "") + String(next)
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (_, nil) where character.isWhitespace:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { throw Incomplete() }
    return words + [word].compactMap { $0 }
  }
}
