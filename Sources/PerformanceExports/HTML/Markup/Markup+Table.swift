import PerformanceText

extension Markup {
  /// Adds a table of the terminal as one of the page; nothing for a table without rows.
  mutating func table(_ table: TextTable, caption: String, class kind: String = "") {
    guard !table.rows.isEmpty else { return }
    let hasNotes = table.rows.contains { !$0.note.isEmpty }
    element("div", ["class": "box", "tabindex": "0", "role": "group", "aria-label": caption]) { box in
      box.element("table", ["class": kind]) { markup in
        markup.element("caption", text: caption)
        markup.element("thead") { head in
          head.element("tr") { row in
            for column in table.columns {
              row.element("th", ["scope": "col", "class": column.alignment == .right ? "n" : nil], text: column.title)
            }
            if hasNotes { row.element("th", ["scope": "col"], text: table.noteTitle) }
          }
        }
        markup.element("tbody") { body in
          for row in table.rows { body.row(row, of: table, hasNotes: hasNotes) }
        }
      }
    }
    lineFeed()
  }

  private mutating func row(_ row: TextTable.Row, of table: TextTable, hasNotes: Bool) {
    element("tr") { markup in
      for (index, (cell, column)) in zip(row.cells, table.columns).enumerated() {
        let kind = [column.alignment == .right ? "n" : "", cell.style.pageClass].filter { !$0.isEmpty }
        let attributes = kind.isEmpty ? nil : kind.joined(separator: " ")
        if index == 0 {
          markup.element("th", ["scope": "row", "class": attributes], text: cell.text)
        } else {
          markup.element("td", ["class": attributes], text: cell.text)
        }
      }
      if hasNotes { markup.element("td", text: row.note) }
    }
    lineFeed()
  }
}

extension Style {
  /// The class of the page's style sheet with the same meaning.
  var pageClass: String {
    switch self {
    case .plain, .bold: ""
    case .red: "bad"
    case .yellow: "warn"
    case .green: "good"
    case .dim: "dim"
    }
  }
}
