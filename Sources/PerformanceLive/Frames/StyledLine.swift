import PerformanceSystem
import PerformanceText

/// A line of a frame: pieces of text with their styles, measured in columns of a terminal.
///
/// Every text of a frame becomes a piece, so that no name can move the cursor or change the writing direction.
package struct StyledLine: Equatable, Sendable {
  /// The characters that are kept of one text: more than the widest terminal has columns.
  private static let mostCharacters = 1_000

  private struct Piece: Equatable {
    var text: String
    var style: Style
  }

  private var pieces: [Piece] = []
  /// The columns that it takes.
  package private(set) var width = 0

  /// A line of one text.
  package init(_ text: String = "", _ style: Style = .plain) { append(text, style) }

  /// Adds a text at the end.
  package mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    let shown = text.printable(atMost: Self.mostCharacters)
    pieces.append(Piece(text: shown, style: style))
    width += shown.displayWidth
  }

  /// The line followed by another one.
  package static func + (first: StyledLine, second: StyledLine) -> StyledLine {
    var line = first
    line.pieces += second.pieces
    line.width += second.width
    return line
  }

  /// The line in at most this many columns; `…` stands for what is cut off.
  package func cut(to columns: Int) -> StyledLine {
    guard width > columns else { return self }
    var line = StyledLine()
    for (index, piece) in pieces.enumerated() {
      let (room, wanted) = (columns - line.width, piece.text.displayWidth)
      // A piece that just fits must not hide that others follow.
      let isWhole = wanted < room || wanted == room && index == pieces.count - 1
      line.append(isWhole ? piece.text : piece.text.cutWithEllipsis(to: room), piece.style)
      if !isWhole { break }
    }
    return line
  }

  /// The line in exactly this many columns.
  package func fitted(to columns: Int) -> StyledLine {
    var line = cut(to: columns)
    line.append(String(repeating: " ", count: max(columns - line.width, 0)))
    return line
  }

  /// The text for a terminal.
  package func text(_ capabilities: TerminalCapabilities) -> String {
    pieces.map { piece in
      let text = capabilities.glyphs == .unicode ? piece.text : piece.text.inASCII
      return piece.style.applied(to: text, capabilities.colour)
    }.joined()
  }
}

extension String {
  /// The text cut to at most this many columns, with `…` even where just its end is reached.
  fileprivate func cutWithEllipsis(to columns: Int) -> String {
    displayWidth > columns ? cutAtEnd(to: columns) : columns > 0 ? cutAtEnd(to: columns - 1) + "…" : ""
  }

  /// The text with characters of ASCII, as many columns wide.
  fileprivate var inASCII: String {
    guard utf8.contains(where: { $0 >= 0x80 }) else { return self }
    return map { character in
      if character.isASCII { return String(character) }
      if let known = Self.plainer[character] { return known }
      return String(repeating: "?", count: character.displayWidth)
    }.joined()
  }

  /// What stands for the characters of this package's own texts.
  private static let plainer: [Character: String] = [
    "…": "~", "→": ">", "−": "-", "–": "-", "±": "~", "µ": "u", "·": "|", "°": "'", "\u{202F}": " ", "↑": "^", "↓": "v",
  ]
}
