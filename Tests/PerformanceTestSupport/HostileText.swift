import Foundation

/// Texts that break a syntax that does not escape them, from a fixed seed.
package enum HostileText {
  /// A hundred thousand texts of up to eight pieces; ten have ten thousand bytes.
  package static let cases: [String] = {
    var random = SplitMix64(seed: 20_260_131)
    return (0..<100_000).map { index in
      if index % 10_000 == 9_999 { return String(repeating: pieces[index % pieces.count] + "x", count: 5_000) }
      let count = Int(random.next() % 9)
      return (0..<count).reduce(into: "") { text, _ in text += pieces[Int(random.next() % UInt64(pieces.count))] }
    }
  }()

  /// Some of them.
  package static func some(_ count: Int) -> [String] {
    let step = cases.count / count
    return (0..<count).map { cases[$0 * step] }
  }

  private static let pieces: [String] =
    [
      "\"", "'", "<", ">", "&", "&amp;", "]]>", "<![CDATA[", "<!--", "-->", "\\", "\\n", "\\u{a}", "%0A", "%", "#", ";",
      ",", "|", ":", "::error::", "=1+1", "+1", "-1", "@SUM(A1)", "\t", "\n", "\r", "\r\n", " ", "  ", "\0", "\u{1}",
      "\u{B}", "\u{C}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{A0}", "\u{2003}", "\u{2028}", "\u{2029}", "\u{200B}",
      "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{FFFD}",
      "\u{301}", "\"\u{301}", ",\u{301}", ";\u{301}", "<\u{338}", "é", "e\u{301}", "ß", "ǅ",
      "日本", "👩‍👩‍👧", "🇩🇪", "a", "Z", "0", "10 items", "decode()", "f(_:)", "a/b", "{}", "[]", "$x", "`", "＝", "null",
      "NaN", "Unit", "Benchmark",
    ] + (0..<0x20).map { String(UnicodeScalar(UInt8($0))) }
    + [0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0x10FFFF, 0xD7FF, 0xE000].compactMap(UnicodeScalar.init).map { String($0) }

  /// Writes texts for a reader in Python: the number of UTF-8 bytes of each as four bytes, then the bytes.
  package static func write(_ texts: [String], to file: URL) throws {
    var data = Data()
    for text in texts {
      let bytes = Array(text.utf8)
      withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { data.append(contentsOf: $0) }
      data.append(contentsOf: bytes)
    }
    try data.write(to: file)
  }
}
