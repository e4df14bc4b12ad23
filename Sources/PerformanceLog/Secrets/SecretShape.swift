/// Tokens that are known by how they begin, whatever they are called.
enum SecretShape {
  private struct Shape: Sendable {
    /// How it begins.
    let prefix: StaticString
    /// How many more bytes it has at least.
    let least: Int
    /// Whether a byte belongs to it.
    var has: @Sendable (UInt8) -> Bool = { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    /// What it must have somewhere.
    var separator: UInt8?
  }

  private static let isWebSafe: @Sendable (UInt8) -> Bool = {
    $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
  }
  private static let isWebSafeOrDot: @Sendable (UInt8) -> Bool = { isWebSafe($0) || $0 == UInt8(ascii: ".") }
  private static let isBase64: @Sendable (UInt8) -> Bool = {
    isWebSafeOrDot($0) || [UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "~")].contains($0)
  }

  private static let shapes: [Shape] = [
    // GitHub, GitLab
    Shape(prefix: "ghp_", least: 20), Shape(prefix: "gho_", least: 20), Shape(prefix: "ghu_", least: 20),
    Shape(prefix: "ghs_", least: 20), Shape(prefix: "ghr_", least: 20), Shape(prefix: "github_pat_", least: 20),
    Shape(prefix: "glpat-", least: 15, has: isWebSafeOrDot), Shape(prefix: "glrt-", least: 15, has: isWebSafeOrDot),
    // Slack, and the addresses at which it takes messages
    Shape(prefix: "xoxb-", least: 10, has: isWebSafe), Shape(prefix: "xoxp-", least: 10, has: isWebSafe),
    Shape(prefix: "xoxa-", least: 10, has: isWebSafe), Shape(prefix: "xoxr-", least: 10, has: isWebSafe),
    Shape(prefix: "xoxs-", least: 10, has: isWebSafe), Shape(prefix: "xapp-", least: 10, has: isWebSafe),
    Shape(prefix: "hooks.slack.com/services/", least: 8, has: isBase64),
    Shape(prefix: "discord.com/api/webhooks/", least: 8, has: isBase64),
    // Amazon, Google, others
    Shape(prefix: "AKIA", least: 16), Shape(prefix: "ASIA", least: 16),
    Shape(prefix: "AIza", least: 30, has: isWebSafe),
    Shape(prefix: "sk_live_", least: 10), Shape(prefix: "rk_live_", least: 10),
    Shape(prefix: "sk-", least: 20, has: isWebSafe), Shape(prefix: "npm_", least: 30),
    Shape(prefix: "pypi-", least: 20, has: isWebSafe), Shape(prefix: "hf_", least: 20),
    // JSON Web Tokens: three parts of which the first begins with `{"` in base 64
    Shape(prefix: "eyJ", least: 17, has: isWebSafeOrDot, separator: UInt8(ascii: ".")),
    // Headers of HTTP
    Shape(prefix: "Bearer ", least: 6, has: isBase64),
  ]

  /// The shapes by the first byte of a text that has them, in lower case: most positions of a text begin none.
  private static let byFirstByte: [[Shape]] = (UInt8.min...UInt8.max).map { byte in
    shapes.filter { $0.prefix.utf8Start[0] | 0x20 == byte }
  }

  /// The places of such tokens in a text.
  static func ranges(in text: [UInt8]) -> [Range<Int>] {
    var ranges = privateKeys(in: text)
    var position = 0
    while position < text.count {
      if let end = endOfToken(at: position, in: text) {
        ranges.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return ranges
  }

  private static func endOfToken(at begin: Int, in text: [UInt8]) -> Int? {
    for shape in byFirstByte[Int(text[begin] | 0x20)] where text.has(shape.prefix, at: begin) {
      let body = begin + shape.prefix.utf8CodeUnitCount
      let end = text.index(from: body) { !shape.has($0) }
      guard end - body >= shape.least, shape.separator.map(text[body..<end].contains) ?? true else { continue }
      return end
    }
    return nil
  }

  /// Keys between the two lines of RFC 7468; to the end of the text where the second is missing.
  private static func privateKeys(in text: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var position = 0
    while position < text.count {
      guard text.has("-----BEGIN ", at: position) else {
        position += 1
        continue
      }
      let title = position + 11
      let content = text.index(from: title) { $0 == UInt8(ascii: "-") }
      guard title..<content ~= content - 11, text.has("PRIVATE KEY-----", at: content - 11) else {
        position = title
        continue
      }
      var end = content + 5
      while end < text.count, !text.has("-----END ", at: end) { end += 1 }
      ranges.append((content + 5)..<end)
      position = end
    }
    return ranges
  }
}
