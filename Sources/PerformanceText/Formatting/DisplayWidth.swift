extension String {
  /// The columns the text takes in a terminal.
  package var displayWidth: Int {
    // Tables need the widths of thousands of names, nearly all of them ASCII, and frames those of bars and boxes.
    if isPlain { return utf8.count }
    var width = 0
    for scalar in unicodeScalars {
      guard scalar.isAlone else { return reduce(0) { $0 + $1.displayWidth } }
      width += 1
    }
    return width
  }

  /// The text cut to at most this many columns: some of its beginning, and as much of its end as there is room for.
  package func cut(to width: Int, keepingAtBeginning head: Int) -> String {
    guard displayWidth > width else { return self }
    guard width > 0 else { return "" }
    let head = min(head, width - 1)
    let tail = width - 1 - head
    if isPlain {
      let cut = utf8.index(startIndex, offsetBy: head)..<utf8.index(endIndex, offsetBy: -tail)
      return String(self[..<cut.lowerBound]) + "…" + String(self[cut.upperBound...])
    }
    return Self.prefix(of: self, columns: head) + "…" + String(Self.prefix(of: reversed(), columns: tail).reversed())
  }

  /// The text cut at its beginning to at most this many columns.
  package func cutAtBeginning(to width: Int) -> String { cut(to: width, keepingAtBeginning: 0) }

  /// The text cut at its end to at most this many columns.
  package func cutAtEnd(to width: Int) -> String { cut(to: width, keepingAtBeginning: width - 1) }

  /// The text filled with spaces to this many columns.
  package func padded(to width: Int, _ alignment: TextTable.Alignment) -> String {
    let spaces = String(repeating: " ", count: max(width - displayWidth, 0))
    return alignment == .left ? self + spaces : spaces + self
  }

  /// The text in lines of at most this many columns, broken between words where possible.
  package func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ").flatMap({ String($0).chunks(of: max(width, 1)) }) {
      if let last = lines.last, last.displayWidth + 1 + word.displayWidth <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  private func chunks(of width: Int) -> [String] {
    var rest = Substring(self)
    var chunks: [String] = []
    while !rest.isEmpty {
      // A character wider than the width still needs a line.
      let chunk = Self.prefix(of: rest, columns: width)
      chunks.append(chunk.isEmpty ? String(rest.prefix(1)) : chunk)
      rest = rest.dropFirst(max(chunk.count, 1))
    }
    return chunks
  }

  private static func prefix(of characters: some Sequence<Character>, columns: Int) -> String {
    var width = 0
    return String(
      characters.prefix { character in
        width += character.displayWidth
        return width <= columns
      })
  }
}

extension Character {
  /// The columns the character takes in a terminal: that of its widest scalar, because the others combine with it.
  package var displayWidth: Int { unicodeScalars.lazy.map(\.displayWidth).max() ?? 0 }
}

extension Unicode.Scalar {
  /// Whether it is a character of its own beside others of this kind, and takes one column: printable ASCII, dashes and
  /// dots, arrows, mathematical signs, boxes, blocks, shapes without an emoji, and ticks and crosses.
  fileprivate var isAlone: Bool {
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x2010...0x2027, 0x2190...0x22FF, 0x2500...0x25FC, 0x2713...0x2718:
      true
    default: false
    }
  }

  fileprivate var displayWidth: Int {
    guard value >= 0x300 else { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide ? 2 : 1
    }
  }

  /// East Asian Wide and Fullwidth of Unicode's annex 11, and the emoji.
  private var isWide: Bool {
    if properties.isEmojiPresentation { return true }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
