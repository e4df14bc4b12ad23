/// A table of fixed width for a terminal: the first column, which holds names, gives way when there is little room.
package struct TextTable {
  /// Where a cell's text stands in its column.
  package enum Alignment { case left, right }

  /// When a column is shown.
  package enum Presence { case always, whenThereIsRoom }

  /// A column.
  package struct Column {
    package var title: String
    package var alignment = Alignment.left
    package var presence = Presence.always

    /// A column with a title.
    package init(_ title: String, alignment: Alignment = .left, presence: Presence = .always) {
      self.title = title
      self.alignment = alignment
      self.presence = presence
    }
  }

  /// The text of one column of a row.
  package struct Cell {
    package var text: String
    package var style = Style.plain

    /// A cell with a text in a style.
    package init(text: String, style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// A row, and what is to be said about it in more words than fit a column.
  package struct Row {
    package var cells: [Cell]
    package var note = ""

    /// A row from its parts.
    package init(cells: [Cell], note: String = "") {
      self.cells = cells
      self.note = note
    }
  }

  /// The columns, that of the names first.
  package var columns: [Column]
  /// The title of the notes.
  package var noteTitle: String
  /// The rows; each has a cell for every column.
  package var rows: [Row]

  /// A table from its parts.
  package init(columns: [Column], noteTitle: String, rows: [Row]) {
    self.columns = columns
    self.noteTitle = noteTitle
    self.rows = rows
  }

  /// The table with a title line, no line wider than `width` unless the terminal is narrower than the numbers.
  package func lines(width: Int, colour: Colour) -> [String] {
    guard !rows.isEmpty else { return [] }
    let layout = Layout(of: self, width: width)
    let titles = Row(cells: columns.map { Cell(text: $0.title, style: .dim) }, note: noteTitle)
    return line(titles, noteStyle: .dim, layout, colour).prefix(1)
      + rows.flatMap { line($0, noteStyle: .plain, layout, colour) }
  }

  private func line(_ row: Row, noteStyle: Style, _ layout: Layout, _ colour: Colour) -> [String] {
    package var texts = layout.columns.map { column in
      let cell = row.cells[column.index]
      let text = cell.text.cutInMiddle(to: column.width).padded(to: column.width, columns[column.index].alignment)
      return cell.style.applied(to: text, colour)
    }
    switch layout.notes {
    case .beside:
      texts.append(noteStyle.applied(to: row.note, colour))
      return [texts.joined(separator: Layout.gap).withoutTrailingSpaces]
    case .below(let width):
      let notes = row.note.wrapped(to: width).map { Layout.indentation + $0 }
      return [texts.joined(separator: Layout.gap).withoutTrailingSpaces] + notes
    }
  }
}

extension TextTable {
  /// Which columns are shown how wide, and where the notes go.
  fileprivate struct Layout {
    static let gap = "  "
    static let indentation = "    "
    private static let narrowestName = 16

    enum Notes {
      case beside
      case below(width: Int)
    }

    private(set) var columns: [(index: Int, width: Int)]
    private(set) var notes: Notes

    init(of table: TextTable, width: Int) {
      columns = table.columns.indices.map { index in
        let texts = table.rows.map { $0.cells[index].text } + [table.columns[index].title]
        return (index, texts.map(\.displayWidth).max() ?? 0)
      }
      notes = .below(width: max(width - Self.indentation.count, 20))
      let noteWidth = (table.rows.map(\.note) + [table.noteTitle]).map(\.displayWidth).max() ?? 0
      if total + Self.gap.count + noteWidth <= width {
        notes = .beside
      } else {
        shrink(to: width, table)
      }
    }

    private var total: Int { columns.map(\.width).reduce(Self.gap.count * (columns.count - 1), +) }

    private mutating func shrink(to width: Int, _ table: TextTable) {
      while total - nameExcess > width,
        let last = columns.lastIndex(where: { table.columns[$0.index].presence == .whenThereIsRoom })
      {
        columns.remove(at: last)
      }
      columns[0].width -= min(max(total - width, 0), nameExcess)
    }

    /// How much narrower the names can be made.
    private var nameExcess: Int { max(columns[0].width - Self.narrowestName, 0) }
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    package var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
