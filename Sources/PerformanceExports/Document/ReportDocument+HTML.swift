import PerformanceText

extension ReportDocument {
  /// The report as one HTML file, which loads nothing and has the style sheet of the page of a run.
  package var html: String {
    let title = title.shown(atMost: 300)
    return PageDocument(title: title, style: .plain).text { body in
      body.element("main") { main in
        main.lineFeed()
        main.element("h1", text: title)
        main.lineFeed()
        write(summary, to: &main)
        for section in sections {
          main.element("section") { markup in
            markup.lineFeed()
            markup.element("h2", text: section.title.shown(atMost: 200))
            markup.lineFeed()
            write(section.blocks, to: &markup)
          }
          main.lineFeed()
        }
      }
    }
  }

  private func write(_ blocks: [Block], to page: inout Markup) {
    for block in blocks {
      switch block {
      case .paragraph(let text): page.element("p", text: text.shown(atMost: 2_000))
      case .list(let items): page.list(items.map { $0.shown(atMost: 1_000) })
      case .commands(let commands):
        page.element("ul", ["class": "commands"]) { list in
          for line in commands { list.element("li") { $0.advice(Advice(line: line.shown(atMost: 2_000))) } }
        }
      case .table(let table): table.write(to: &page)
      }
      page.lineFeed()
    }
  }
}

extension ReportDocument.Table {
  fileprivate func write(to page: inout Markup) {
    func kind(_ index: Int) -> String? { columns[index].isNumber ? "n" : nil }
    page.element("div", ["class": "box", "tabindex": "0"]) { box in
      box.element("table") { markup in
        markup.element("thead") { head in
          head.element("tr") { row in
            for (index, column) in columns.enumerated() {
              row.element("th", ["scope": "col", "class": kind(index)], text: column.title)
            }
          }
        }
        markup.element("tbody") { body in
          for cells in rows {
            body.element("tr") { row in
              for (index, cell) in cells.enumerated() {
                row.element("td", ["class": kind(index)], text: cell.shown(atMost: 200))
              }
            }
            body.lineFeed()
          }
        }
      }
    }
  }
}
