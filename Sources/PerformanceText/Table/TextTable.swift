/// A table of fixed width for a terminal. Columns of names are narrowed when the width does not suffice.
package struct TextTable {
  /// The alignment of a cell's text in its column.
  package enum Alignment { case left, right }

  /// When a column is shown. Optional columns are dropped from the last on.
  package enum Presence {
    case always
    /// Dropped when names would become narrower than their narrowest width.
    case whenThereIsRoom
    /// Dropped when names would become narrower than twice their narrowest width.
    case whenNamesFit
  }

  package struct Column {
    /// The heading.
    package var title: String
    /// Left for names, right for numbers.
    package var alignment = Alignment.left
    /// Whether the column can be left out.
    package var presence = Presence.always
    /// The width to which names may be cut; `nil` for numbers, which are never cut.
    package var narrowest: Int?

    /// A column with a title.
    package init(
      _ title: String, alignment: Alignment = .left, presence: Presence = .always, narrowest: Int? = nil
    ) {
      self.title = title
      self.alignment = alignment
      self.presence = presence
      self.narrowest = narrowest
    }
  }

  /// The text of one column of a row.
  package struct Cell {
    /// One line, without escape sequences.
    package var text: String
    package var style = Style.plain

    package init(text: String, style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// A row with an optional note, which holds more text than a column.
  package struct Row {
    /// The cells in the order of the columns, as many as there are columns.
    package var cells: [Cell]
    /// One line, wrapped below the row where it does not fit beside it.
    package var note = ""

    package init(cells: [Cell], note: String = "") {
      self.cells = cells
      self.note = note
    }
  }

  /// The columns. Where the width does not suffice, the first shrinkable one is cut first.
  package var columns: [Column]
  /// The heading of the notes.
  package var noteTitle: String
  /// The rows, each with a cell for every column.
  package var rows: [Row]

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
    var texts = layout.columns.map { column in
      let cell = row.cells[column.index]
      let text = column.cut.text(cell.text, to: column.width)
        .padded(to: column.width, columns[column.index].alignment)
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
  /// The columns that are shown with their widths, and the position of the notes.
  fileprivate struct Layout {
    static let gap = "  "
    static let indentation = "    "

    enum Notes {
      case beside
      case below(width: Int)
    }

    struct Column {
      let index: Int
      let texts: [String]
      var width: Int
      var cut: NameCut

      init(_ index: Int, of table: TextTable) {
        self.index = index
        texts = table.rows.map { $0.cells[index].text } + [table.columns[index].title]
        width = texts.map(\.displayWidth).max() ?? 0
        cut = NameCut(for: [], to: width)
      }
    }

    private(set) var columns: [Column]
    private(set) var notes: Notes

    init(of table: TextTable, width: Int) {
      columns = table.columns.indices.map { Column($0, of: table) }
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
      for (presence, factor) in [(Presence.whenNamesFit, 2), (.whenThereIsRoom, 1)] {
        while total - excess(beyond: factor, table) > width,
          let last = columns.lastIndex(where: { table.columns[$0.index].presence == presence })
        {
          columns.remove(at: last)
        }
      }
      for index in columns.indices {
        let excess = min(max(total - width, 0), excess(of: columns[index], beyond: 1, table))
        guard excess > 0 else { continue }
        columns[index].width -= excess
        columns[index].cut = NameCut(for: columns[index].texts, to: columns[index].width)
      }
    }

    private func excess(beyond factor: Int, _ table: TextTable) -> Int {
      columns.map { excess(of: $0, beyond: factor, table) }.reduce(0, +)
    }

    /// The columns that a column can lose while its names keep their narrowest width times a factor.
    private func excess(of column: Column, beyond factor: Int, _ table: TextTable) -> Int {
      table.columns[column.index].narrowest.map { max(column.width - factor * $0, 0) } ?? 0
    }
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
