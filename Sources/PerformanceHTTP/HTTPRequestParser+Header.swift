extension HTTPRequestParser {
  /// A header that is refused.
  struct Refusal: Error {
    let status: HTTPStatus

    static let malformed = Refusal(status: .badRequest)
  }

  /// Reads a whole header, without the empty line at its end.
  static func request(_ header: ArraySlice<UInt8>) throws(Refusal) -> HTTPRequest {
    // A lone carriage return or line feed ends a line for some readers, and for others it does not.
    let text = String(decoding: header, as: UTF8.self)
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var texts: [Substring] = []
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      guard isLast || line.last == UInt8(ascii: "\r") else { throw .malformed }
      let content = isLast ? line : line.dropLast()
      guard content.allSatisfy(isText) else { throw .malformed }
      texts.append(Substring(content))
    }
    let (method, target) = try requestLine(texts[0])
    let fields = try fields(texts.dropFirst())
    guard fields["transfer-encoding"] == nil, Int(fields["content-length"] ?? "0") == 0 else {
      throw Refusal(status: fields["content-length"].map { Int($0) == nil } == true ? .badRequest : .contentTooLarge)
    }
    guard ["GET", "HEAD"].contains(method) else { throw Refusal(status: .methodNotAllowed) }
    return try request(String(method), target, fields)
  }

  /// Whether a byte may be in a line: a tab, a visible character, or a part of a character beyond ASCII.
  private static func isText(_ byte: UInt8) -> Bool { byte == 0x09 || (byte >= 0x20 && byte != 0x7f) }

  // MARK: - The first line

  /// `GET /path HTTP/1.1`.
  private static func requestLine(_ line: Substring) throws(Refusal) -> (method: Substring, target: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, isToken(words[0]), !words[1].isEmpty, !words[1].contains("\t") else { throw .malformed }
    guard let version = words[2].wholeMatch(of: /HTTP\/([0-9])\.[0-9]/) else { throw .malformed }
    guard version.1 == "1" else { throw Refusal(status: .versionNotSupported) }
    return (words[0], words[1])
  }

  private static func request(
    _ method: String, _ target: Substring, _ fields: [String: String]
  ) throws(Refusal) -> HTTPRequest {
    var origin = target
    if let prefix = target.prefixMatch(of: /https?:\/\/[^\/?#]+/.ignoresCase()) {
      // A proxy asks for a whole address.
      origin = target[prefix.range.upperBound...]
      if !origin.hasPrefix("/") { origin = "/" + origin }
    }
    guard origin.hasPrefix("/"), !origin.contains("#") else { throw .malformed }
    let parts = origin.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = unescaped(parts[0]) else { throw .malformed }
    var query: [HTTPRequest.Parameter] = []
    for part in parts.dropFirst().joined().split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = unescaped(pair[0].replacing("+", with: " ")),
        let value = unescaped((pair.count > 1 ? pair[1] : "").replacing("+", with: " "))
      else { throw .malformed }
      query.append(.init(name, value))
    }
    return HTTPRequest(method: method, path: path, query: query, fields: fields)
  }

  /// A text without escapes such as `%2F`; `nil` where one is malformed, or where the result is no text.
  private static func unescaped(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy(isHexadecimal),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), value >= 0x20, value != 0x7f
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func unescaped(_ text: some StringProtocol) -> String? { unescaped(Substring(text)) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { Character(Unicode.Scalar(byte)).isHexDigit }

  // MARK: - Fields

  /// `name: value` lines.
  private static func fields(_ lines: some Sequence<Substring>) throws(Refusal) -> [String: String] {
    var fields: [String: String] = [:]
    for line in lines {
      // A line that begins with a blank would continue the one before it, and a blank before the colon is read in two
      // ways: neither has a name.
      guard let colon = line.firstIndex(of: ":"), isToken(line[..<colon]) else { throw .malformed }
      let name = line[..<colon].lowercased()
      let value = String(line[line.index(after: colon)...].trimmingBlanks)
      guard let earlier = fields[name] else {
        fields[name] = value
        continue
      }
      guard !["host", "content-length"].contains(name) else { throw .malformed }
      fields[name] = earlier + ", " + value
    }
    return fields
  }

  /// A name as RFC 9110 allows it.
  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { "!#$%&'*+-.^_`|~".utf8.contains($0) || isLetterOrDigit($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}

extension Substring {
  /// The text without blanks and tabs at both ends.
  fileprivate var trimmingBlanks: Substring {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var trimmed = drop(while: isBlank)
    while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
    return trimmed
  }
}
