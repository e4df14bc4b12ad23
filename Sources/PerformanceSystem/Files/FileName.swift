/// File names that any name can become: no separator, no control character, bounded, the same on every file system.
package enum FileName {
  /// The longest name produced, in bytes; file systems allow 255, and a suffix must still fit.
  private static let longest = 120

  /// The name itself when it is harmless, else a harmless form followed by a hash of the original.
  ///
  /// Harmless are ASCII letters, digits, `-`, `_` and inner dots. The hash keeps two names apart that would become equal.
  package static func safe(_ name: String) -> String {
    let harmless = name.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": Character(scalar)
      default: "_"
      }
    }
    let text = String(harmless)
    guard text == name, !text.isEmpty, !text.hasPrefix("."), !text.hasSuffix("."), text.count <= longest else {
      return distinct(name)
    }
    return text
  }

  /// A harmless form followed by a hash of the original, for names that differ only in what a file system ignores.
  package static func distinct(_ name: String) -> String {
    let kept = name.unicodeScalars.filter { "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" }
    return String(String.UnicodeScalarView(kept.prefix(60))) + "-" + hash(name)
  }

  /// FNV-1a, 64 bits, as 16 hexadecimal digits: stable between runs, which Swift's own hashes are not.
  package static func hash(_ name: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
