import PerformanceText

extension ReportDocument {
  /// The most rows of a table in a terminal; the other forms have all of them.
  private static let mostRows = 30

  /// The lines for a terminal, without line feeds.
  package func lines(width: Int, colour: Colour = .off) -> [String] {
    let head = title.shown(atMost: 300).wrapped(to: width).map { Style.dim.applied(to: $0, colour) }
    let parts = sections.map { section in
      ["", Style.dim.applied(to: section.title.shown(atMost: 200), colour)]
        + lines(section.blocks, width: width, colour: colour)
    }
    return head + lines(summary, width: width, colour: colour) + parts.flatMap { $0 }
  }

  private func lines(_ blocks: [Block], width: Int, colour: Colour) -> [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .paragraph(let text): return text.shown(atMost: 2_000).wrapped(to: width)
      case .list(let items):
        return items.flatMap { item in
          item.shown(atMost: 1_000).wrapped(to: max(width - 2, 20)).enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
        }
      case .commands(let commands): return commands.map { "    " + $0.shown(atMost: 2_000) }
      case .table(let table):
        let rest = table.rows.count - Self.mostRows
        return table.text(atMost: Self.mostRows).lines(width: width, colour: colour)
          + (rest > 0 ? ["and \(rest) more in the other forms (--format markdown)"] : [])
      }
    }
  }
}

extension ReportDocument.Table {
  fileprivate func text(atMost count: Int) -> TextTable {
    TextTable(
      columns: columns.enumerated().map { index, column in
        TextTable.Column(
          column.title, alignment: column.isNumber ? .right : .left, narrowest: column.isNumber || index > 0 ? nil : 20)
      },
      noteTitle: "",
      rows: rows.prefix(count).map { row in TextTable.Row(cells: row.map { .init(text: $0.shown(atMost: 200)) }) })
  }
}
