/// Whether text is coloured. The caller derives it from the stream, `NO_COLOR` and `TERM`.
package enum Colour: Sendable {
  /// Escape sequences for the terminal's own palette.
  case on
  /// Plain text.
  case off
}

/// The meaning of a piece of text, as a colour of the terminal's palette.
package enum Style: String {
  case plain = ""
  case red = "31"
  case yellow = "33"
  case green = "32"
  case dim = "2"
  case bold = "1"

  /// The text between the escape sequences of this style; unchanged without colours.
  package func applied(to text: String, _ colour: Colour) -> String {
    guard colour == .on, self != .plain else { return text }
    return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}
