/// Values whose name says that they are secret: `password=…`, `"token": "…"`, `Authorization: …`, `--api-key …`.
enum NamedSecret {
  /// Parts of names, in lower case and without separators, that make a value secret wherever they are.
  private static let parts: [StaticString] = ["password", "passwd", "passphrase", "secret", "credential"]
  /// What such a name may end with.
  private static let endings: [StaticString] = [
    "token", "apikey", "accesskey", "privatekey", "signingkey", "encryptionkey", "accountkey", "authkey", "pwd",
    "authorization", "cookie", "pgpass", "sessionid",
  ]
  /// What such a name may have as one of its words.
  private static let words: Set<String> = ["token", "pass", "pw", "pwd", "pat", "auth", "jwt", "sig", "bearer"]
  /// Names whose value is the rest of the line: it may have blanks.
  private static let headers: [StaticString] = ["authorization", "cookie"]

  /// Whether a name is that of a secret; its words may be separated by `_`, `-` and dots.
  static func isSecret(_ name: [UInt8]) -> Bool {
    let letters = name.filter { $0.isLetter || $0.isDigit }.map { $0.isLetter ? $0 | 0x20 : $0 }
    if endings.contains(where: { letters.has($0, at: letters.count - $0.utf8CodeUnitCount) }) { return true }
    if parts.contains(where: { part in letters.indices.contains { letters.has(part, at: $0) } }) { return true }
    return name.split { !$0.isLetter && !$0.isDigit }.contains { word in
      word.count <= 6 && words.contains(String(decoding: word.map { $0.isLetter ? $0 | 0x20 : $0 }, as: UTF8.self))
    }
  }

  private static func isHeader(_ name: [UInt8]) -> Bool {
    headers.contains { name.has($0, at: name.count - $0.utf8CodeUnitCount) }
  }

  /// The places of such values in a text.
  static func ranges(in text: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var position = 0
    while position < text.count {
      guard isPartOfName(text[position]) else {
        position += 1
        continue
      }
      let end = text.index(from: position) { !isPartOfName($0) }
      let name = Array(text[position..<end])
      if isSecret(name), let value = value(ofNameAt: position..<end, name, in: text) {
        ranges.append(value)
        position = max(value.upperBound, end)
      } else {
        position = end
      }
    }
    return ranges
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// The place of the value that a name is followed by; `nil` where none follows.
  private static func value(ofNameAt place: Range<Int>, _ name: [UInt8], in text: [UInt8]) -> Range<Int>? {
    var position = place.upperBound
    // The quote after a name, which a text inside a text has with backslashes.
    position = text.index(from: position) { $0 != UInt8(ascii: "\\") && !$0.isQuote }
    position = text.index(from: position) { $0 != 0x20 && $0 != 0x09 }
    if position < text.count, text[position] == UInt8(ascii: "=") || text[position] == UInt8(ascii: ":") {
      position += 1
      // `=>`, `:=` and `==`
      while position < text.count, text[position] == UInt8(ascii: ">") || text[position] == UInt8(ascii: "=") {
        position += 1
      }
      position = text.index(from: position) { $0 != 0x20 && $0 != 0x09 }
    } else if !isOption(name) || position == place.upperBound || text.has("-", at: position) {
      return nil
    }
    guard position < text.count else { return nil }
    if let quoted = quoted(from: position, in: text) { return quoted }
    return position..<end(ofUnquoted: position, isHeader(name), isQuery(place, in: text), in: text)
  }

  private static func isOption(_ name: [UInt8]) -> Bool { name.has("-", at: 0) }

  private static func isQuery(_ place: Range<Int>, in text: [UInt8]) -> Bool {
    text.has("?", at: place.lowerBound - 1) || text.has("&", at: place.lowerBound - 1)
  }

  private static func end(ofUnquoted begin: Int, _ isHeader: Bool, _ isQuery: Bool, in text: [UInt8]) -> Int {
    text.index(from: begin) { byte in
      if isHeader { return byte == 0x0A || byte == 0x0D || byte.isQuote }
      return byte.isBlank || byte.isQuote || isQuery && byte == UInt8(ascii: "&")
    }
  }

  /// The text between quotes, which may have a backslash each where the whole is inside another text.
  private static func quoted(from begin: Int, in text: [UInt8]) -> Range<Int>? {
    let open = text.index(from: begin) { $0 != UInt8(ascii: "\\") }
    guard open < text.count, text[open].isQuote else { return nil }
    let (quote, depth) = (text[open], open - begin)
    var position = open + 1
    while position < text.count {
      let slashes = text.index(from: position) { $0 != UInt8(ascii: "\\") } - position
      position += slashes
      guard position < text.count else { break }
      // Fewer backslashes than before a quote of the value end it; an odd surplus belongs to the value.
      if text[position] == quote, slashes <= depth { return (open + 1)..<(position - slashes) }
      position += 1
    }
    return (open + 1)..<text.count
  }
}
