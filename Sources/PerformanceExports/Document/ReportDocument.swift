import PerformanceText

/// A report as headings, paragraphs, lists and tables, the same for a terminal, Markdown and HTML.
package struct ReportDocument: Sendable {
  /// A part of a report. Its texts are plain: each form escapes them.
  package enum Block: Sendable {
    case paragraph(String)
    case list([String])
    /// Commands to type, one a line.
    case commands([String])
    case table(Table)
  }

  /// Rows of cells below titles.
  package struct Table: Sendable {
    /// A column. Numbers are aligned to the right.
    package struct Column: Sendable {
      package var title: String
      package var isNumber: Bool

      /// A column of names.
      package static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
      /// A column of numbers.
      package static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    package var columns: [Column]
    /// One cell for each column.
    package var rows: [[String]]

    package init(_ columns: [Column], rows: [[String]]) { (self.columns, self.rows) = (columns, rows) }
  }

  /// A heading with the blocks below it.
  package struct Section: Sendable {
    package var title: String
    package var blocks: [Block]

    package init(_ title: String, _ blocks: [Block]) { (self.title, self.blocks) = (title, blocks) }
  }

  /// The title.
  package var title: String
  /// The text below the title.
  package var summary: [Block]
  /// The sections; those without blocks are left out.
  package var sections: [Section]

  package init(title: String, summary: [Block], sections: [Section]) {
    self.title = title
    self.summary = summary
    self.sections = sections.filter { !$0.blocks.isEmpty }
  }
}
