import PerformanceText

extension ReportDocument {
  /// The report as GitHub-flavoured Markdown, terminated by a line feed.
  package var markdown: String {
    let head = "## \(title.shown(atMost: 300).escapedForMarkdown)\n\n" + markdown(summary)
    let parts = sections.map { section in
      "\n### \(section.title.shown(atMost: 200).escapedForMarkdown)\n\n" + markdown(section.blocks)
    }
    return head + parts.joined()
  }

  private func markdown(_ blocks: [Block]) -> String {
    blocks.map { block -> String in
      switch block {
      case .paragraph(let text): return text.shown(atMost: 2_000).escapedForMarkdown + "\n"
      case .list(let items):
        return items.map { "- \($0.shown(atMost: 1_000).escapedForMarkdown)\n" }.joined()
      case .commands(let commands):
        let lines = commands.map { $0.shown(atMost: 2_000).escapedForMarkdown }
        return "<pre>\n" + lines.joined(separator: "\n") + "\n</pre>\n"
      case .table(let table): return table.markdown
      }
    }.joined(separator: "\n")
  }
}

extension ReportDocument.Table {
  fileprivate var markdown: String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(columns.map { $0.title.escapedForMarkdown }) + line(columns.map { $0.isNumber ? "---:" : "---" })
      + rows.map { row in line(row.map { $0.shown(atMost: 200).escapedForMarkdown }) }.joined()
  }
}
