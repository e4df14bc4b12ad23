/// What a terminal shows after the sequences that full-screen commands write; each character is a column wide.
struct EmulatedScreen {
  /// The rows from the top, without spaces at their ends.
  private(set) var rows: [String] = []
  /// Whether the alternate screen is shown.
  private(set) var isAlternate = false
  /// Whether the cursor is hidden.
  private(set) var hidesCursor = false
  /// The sequences that it does not know.
  private(set) var unknown: [String] = []

  private var cells: [[Character]] = []
  /// What was there before an update that has no end yet: a terminal shows an update as a whole, and a test on a busy
  /// machine may have read only a part of one.
  private var before: [[Character]]?
  private var (row, column) = (0, 0)

  init(_ text: String) {
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        put(character)
        continue
      }
      guard let match = rest.prefixMatch(of: /\[(\??)([0-9;]*)([A-Za-z])/) else {
        unknown.append(String(rest.prefix(8)))
        continue
      }
      rest = rest[match.range.upperBound...]
      apply(String(match.2), String(match.3), isPrivate: !match.1.isEmpty)
    }
    rows = (before ?? cells).map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  private mutating func put(_ character: Character) {
    switch character {
    case "\r\n": (row, column) = (row + 1, 0)
    case "\r": column = 0
    case "\n": row += 1
    default:
      while cells.count <= row { cells.append([]) }
      while cells[row].count <= column { cells[row].append(" ") }
      cells[row][column] = character
      column += 1
    }
  }

  private mutating func apply(_ parameters: String, _ final: String, isPrivate: Bool) {
    let numbers = parameters.split(separator: ";").compactMap { Int($0) }
    switch (isPrivate, final, numbers.first) {
    case (true, "h", 1049): (isAlternate, cells) = (true, [])
    case (true, "l", 1049): (isAlternate, cells, before) = (false, [], nil)
    case (true, "l", 25): hidesCursor = true
    case (true, "h", 25): hidesCursor = false
    case (true, "h", 2026): before = cells
    case (true, "l", 2026): before = nil
    case (false, "m", _): break
    case (false, "H", _): (row, column) = ((numbers.first ?? 1) - 1, (numbers.dropFirst().first ?? 1) - 1)
    case (false, "K", nil): if row < cells.count { cells[row] = Array(cells[row].prefix(column)) }
    case (false, "J", 2): cells = []
    case (false, "J", nil): cells = Array(cells.prefix(row + (column > 0 ? 1 : 0)))
    default: unknown.append(parameters + final)
    }
  }
}
