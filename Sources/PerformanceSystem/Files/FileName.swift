/// Makes file names of arbitrary names: no separator, no control character, bounded, valid on every file system.
package enum FileName {
  /// The longest name produced, in bytes; file systems allow 255, and a suffix must still fit.
  private static let longest = 120

  /// The name itself when it is safe, else a safe form followed by a hash of the original.
  ///
  /// Safe characters are ASCII letters, digits, `-`, `_` and inner dots. The hash keeps names apart whose safe forms
  /// are equal.
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

  /// A safe form followed by a hash of the original, for names that differ only in ways that a file system ignores.
  package static func distinct(_ name: String) -> String {
    let kept = name.unicodeScalars.filter { "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" }
    return String(String.UnicodeScalarView(kept.prefix(60))) + "-" + hash(name)
  }

  /// FNV-1a, 64 bits, as 16 hexadecimal digits: stable between runs, unlike Swift's own hashes.
  package static func hash(_ name: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var name = name
    // Iterating over `utf8` takes seconds for ten megabytes in code that is not optimised.
    name.withUTF8 { bytes in
      guard var byte = bytes.baseAddress else { return }
      let end = byte + bytes.count
      while byte < end {
        hash = (hash ^ UInt64(byte.pointee)) &* 0x100_0000_01b3
        byte += 1
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
