/// A key of a terminal.
package enum Key: Equatable, Sendable {
  /// A printable character.
  case character(Character)
  case up, down, pageUp, pageDown
  case enter, escape, backspace
  /// Ctrl-C where the terminal sends it as a character.
  case interrupt
}

/// The bytes of a terminal as keys; sequences of keys without a meaning here are skipped.
package struct KeyParser: Sendable {
  /// Bytes of a key whose rest has not come.
  private var pending: [UInt8] = []
  /// The most bytes that a key may have: what is longer is no key.
  private static let longest = 32

  package init() {}

  /// Whether bytes wait for their rest.
  package var isWaiting: Bool { !pending.isEmpty }

  /// The keys of further bytes.
  package mutating func keys(from bytes: some Sequence<UInt8>) -> [Key] {
    pending += bytes
    var keys: [Key] = []
    while let (key, count) = next() {
      pending.removeFirst(count)
      if let key { keys.append(key) }
    }
    return keys
  }

  /// The keys of the bytes that wait, when no more have come: an escape byte by itself is the key of that name.
  package mutating func end() -> [Key] {
    defer { pending = [] }
    return pending == [Self.escape] ? [.escape] : []
  }

  private static let escape: UInt8 = 0x1B

  /// The first key with its bytes; `nil` for no key while its rest has not come.
  private func next() -> (key: Key?, count: Int)? {
    guard let first = pending.first else { return nil }
    switch first {
    case Self.escape: return sequence()
    case 0x03: return (.interrupt, 1)
    case 0x0A, 0x0D: return (.enter, 1)
    case 0x08, 0x7F: return (.backspace, 1)
    case 0..<0x20: return (nil, 1)
    default: return character(first)
    }
  }

  /// `ESC [ parameters final` and `ESC O final`, as xterm and compatible terminals send them.
  private func sequence() -> (key: Key?, count: Int)? {
    guard pending.count > 1 else { return nil }
    guard pending[1] == UInt8(ascii: "[") || pending[1] == UInt8(ascii: "O") else { return (.escape, 1) }
    guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return pending.count > Self.longest ? (nil, pending.count) : nil
    }
    let key: Key? =
      switch pending[end] {
      case UInt8(ascii: "A"): .up
      case UInt8(ascii: "B"): .down
      case UInt8(ascii: "~") where pending[2] == UInt8(ascii: "5"): .pageUp
      case UInt8(ascii: "~") where pending[2] == UInt8(ascii: "6"): .pageDown
      default: nil
      }
    return (key, end + 1)
  }

  /// A character of UTF-8, whose first byte has its length.
  private func character(_ first: UInt8) -> (key: Key?, count: Int)? {
    let count = first < 0x80 ? 1 : max((~first).leadingZeroBitCount, 1)
    guard count <= 4 else { return (nil, 1) }
    guard pending.count >= count else { return nil }
    guard let text = String(validating: pending[..<count], as: UTF8.self), let character = text.first else {
      return (nil, 1)
    }
    return (.character(character), count)
  }
}
