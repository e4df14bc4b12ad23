extension String {
  /// The text as the value of a label in a metrics report of GitLab, without the quotes.
  ///
  /// Backslashes, quotes and line breaks are escaped as in OpenMetrics. GitLab splits a line as a shell does, after it
  /// removed all from the first number sign on, even within quotes: a wide one stands for it.
  package var escapedForGitLabMetrics: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      case "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\0": text += " "
      case "#": text += "＃"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
