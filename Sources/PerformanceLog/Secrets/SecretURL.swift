/// The credentials of URLs: `https://user:password@host`.
enum SecretURL {
  /// The places of credentials in a text.
  static func ranges(in text: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var position = 0
    while position + 3 <= text.count {
      guard text.has("://", at: position) else {
        position += 1
        continue
      }
      let begin = position + 3
      if let end = endOfCredentials(in: text, from: begin), !isHarmless(text[begin..<end]) {
        ranges.append(begin..<end)
      }
      position = begin
    }
    return ranges
  }

  /// The `@` after the credentials; `nil` where the URL has none.
  private static func endOfCredentials(in text: [UInt8], from begin: Int) -> Int? {
    let end = text.index(from: begin) { $0.isBlank || $0.isQuote || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
    let path = text.index(from: begin) { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
    let authority = text[begin..<min(path, end)]
    let whole = text[begin..<end]
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      // An empty host: the password has a slash.
      return at + 1 == authority.endIndex ? whole.lastIndex(of: UInt8(ascii: "@")) : at
    }
    // After a colon comes a port, unless it is a password with a slash.
    guard authority.first != UInt8(ascii: "["), let colon = authority.firstIndex(of: UInt8(ascii: ":")),
      !authority[(colon + 1)...].allSatisfy(\.isDigit)
    else { return nil }
    return whole.lastIndex(of: UInt8(ascii: "@"))
  }

  /// The user name of every git server.
  private static func isHarmless(_ credentials: ArraySlice<UInt8>) -> Bool {
    credentials.elementsEqual("git".utf8) || credentials.elementsEqual(Redaction.mark.utf8)
  }
}
