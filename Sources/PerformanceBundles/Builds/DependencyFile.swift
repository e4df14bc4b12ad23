import Foundation

/// The compiler's list of its input files: a rule for `make` (`-emit-dependencies`).
package enum DependencyFile {
  /// The files of the first rule; with whole-module compilation every rule has the same ones.
  /// - Returns: `nil` when the file cannot be read or has no rule.
  package static func inputs(of path: String) -> [String]? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    return data.withUnsafeBytes(inputs)
  }

  /// The files of the first rule in a text.
  package static func inputs(in text: String) -> [String]? { Data(text.utf8).withUnsafeBytes(inputs) }

  private static func inputs(in bytes: UnsafeRawBufferPointer) -> [String]? {
    let rule = UnsafeRawBufferPointer(rebasing: bytes[..<(end(of: bytes))])
    guard let separator = separator(in: rule) else { return nil }
    return names(in: UnsafeRawBufferPointer(rebasing: rule[(separator + 1)...]))
  }

  /// The end of the first line that is not continued in the next one.
  private static func end(of bytes: UnsafeRawBufferPointer) -> Int {
    var begin = 0
    while let offset = offset(of: UInt8(ascii: "\n"), in: bytes, from: begin) {
      guard isEscaped(offset, in: bytes) else { return offset }
      begin = offset + 1
    }
    return bytes.count
  }

  /// The colon after the rule's targets, which is followed by a space.
  private static func separator(in rule: UnsafeRawBufferPointer) -> Int? {
    var begin = 0
    while let offset = offset(of: UInt8(ascii: ":"), in: rule, from: begin) {
      let isLast = offset + 1 == rule.count
      if !isEscaped(offset, in: rule), isLast || rule[offset + 1] == space { return offset }
      begin = offset + 1
    }
    return nil
  }

  private static func names(in list: UnsafeRawBufferPointer) -> [String] {
    var names: [String] = []
    var begin = 0
    var search = 0
    func take(to end: Int) {
      let name = list[begin..<end]
      let text = String(decoding: name, as: UTF8.self)
      let plain = text.utf8.contains { $0 == backslash || $0 == dollar } ? unescaped(text) : text
      if !plain.isEmpty { names.append(plain) }
    }
    while let offset = offset(of: space, in: list, from: search) {
      search = offset + 1
      guard !isEscaped(offset, in: list) else { continue }
      take(to: offset)
      begin = search
    }
    take(to: list.count)
    return names
  }

  private static let space = UInt8(ascii: " ")
  private static let backslash = UInt8(ascii: "\\")
  private static let dollar = UInt8(ascii: "$")

  private static func offset(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from begin: Int) -> Int? {
    guard begin < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + begin, Int32(byte), bytes.count - begin)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  private static func isEscaped(_ offset: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    var first = offset
    while first > 0, bytes[first - 1] == backslash { first -= 1 }
    return (offset - first) % 2 == 1
  }

  /// A name without the escapes for `make`.
  private static func unescaped(_ text: String) -> String {
    var plain = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      let next = rest.first
      let hidesNext = character == "\\" && next.map { " #:\\\n".contains($0) } == true
      if hidesNext || (character == "$" && next == "$") {
        rest.removeFirst()
        if let next, next != "\n" { plain.append(next) }
      } else {
        plain.append(character)
      }
    }
    return plain
  }
}
