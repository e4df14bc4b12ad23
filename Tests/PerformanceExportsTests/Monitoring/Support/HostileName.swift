import PerformanceTestSupport

/// Text that breaks a syntax whose writer forgets something.
enum HostileName {
  private static let parts = [
    "\"", "\\", "\n", "\r", "\r\n", "\t", "\u{0}", "\u{1}", "\u{8}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{A0}", "'",
    "`",
    "{", "}", "{{", "}}", "[", "]", "(", ")", "<", ">", "&", "&amp;", "]]>", "<!--", "--", "#", " # {", "# EOF", "=",
    ",",
    ";", ":", "/", "%", "%n", "$", "${x}", "*", "|", "~", "?", " ", "  ", "\u{200F}", "\u{202E}", "\u{2028}",
    "\u{2029}",
    "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "é", "e\u{301}", "ß", "名前", "👩‍👩‍👧", "🇩🇪", "\u{10FFFF}", "a", "B", "_", "-", ".",
    "0",
    "1e5", "NaN", "\\n", "\\\"", "\\\\", "\\u0041", "null", "true", "yes", "~", "|", ">",
  ]

  /// A text of up to 12 parts; one of a thousand has 10 kB.
  static func next(_ random: inout SplitMix64) -> String {
    let number = random.next()
    guard number % 1_000 != 0 else {
      return String(repeating: parts[Int(number / 1_000 % UInt64(parts.count))] + "x", count: 5_000)
    }
    var text = ""
    for _ in 0..<(number / 1_000 % 13) { text += parts[Int(random.next() % UInt64(parts.count))] }
    return text
  }
}
