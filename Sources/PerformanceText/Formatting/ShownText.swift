import PerformanceRecords

extension String {
  /// User text made safe for a terminal or a log: printable, bounded, and never a command to a CI runner.
  ///
  /// GitHub's runner executes log lines that begin with `::`, and `##[` anywhere in a line.
  package func shown(atMost length: Int) -> String {
    let printable = printable(atMost: length)
    let text = printable.utf8.count > 4 * length ? String(printable.unicodeScalars.prefix(4 * length)) : printable
    guard text.utf8.contains(UInt8(ascii: ":")) || text.utf8.contains(UInt8(ascii: "#")) else { return text }
    return
      text
      .replacingPrefixOfWords("::", with: "\\u{3a}:")
      .split(separator: "##[", omittingEmptySubsequences: false).joined(separator: "#\\u{23}[")
  }

  /// Text of several lines joined into one, with ` / ` at the line breaks.
  package func onOneLine(atMost length: Int) -> String {
    split(whereSeparator: \.isNewline).map { $0.trimmingSpaces }.joined(separator: " / ").shown(atMost: length)
  }

  /// The text as one word of a POSIX shell; `nil` when it cannot be shown unchanged on one line.
  package var quotedForShell: String? {
    guard shown(atMost: 300) == self else { return nil }
    return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  private func replacingPrefixOfWords(_ prefix: String, with replacement: String) -> String {
    guard contains(prefix) else { return self }
    return split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.hasPrefix(prefix) ? replacement + word.dropFirst(prefix.count) : String(word)
    }.joined(separator: " ")
  }
}

extension TestSelection {
  /// The options that select the same functions, each with a leading space; `'…'` for an expression that cannot be
  /// shown.
  package var typed: String {
    func options(_ name: String, _ expressions: [String]) -> String {
      expressions.map { " \(name) " + ($0.quotedForShell ?? "'…'") }.joined()
    }
    return options("--filter", filters) + options("--skip", skips)
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return self[first...last]
  }
}
