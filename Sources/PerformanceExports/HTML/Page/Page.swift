import PerformanceSystem
import PerformanceText

/// A run as one page that needs no script, no style sheet and no network.
struct Page {
  private let content: PageContent
  private let header: HeaderSection
  private let commands: PageCommands
  private let data: String
  private let mostBytes: Int

  init(_ run: ReportedRun, mostBytes: Int = PagePlan.mostBytes) throws {
    content = PageContent(run)
    commands = PageCommands(content: content)
    header = HeaderSection(content: content, commands: commands)
    data = try PageData(content, title: header.title).text()
    self.mostBytes = mostBytes
  }

  /// The document, with all parts that its size allows.
  var text: String {
    let least = document(.least)
    for plan in PagePlanner(content: content, commands: commands, least: least.utf8.count, mostBytes: mostBytes).plans {
      let text = document(plan)
      if text.utf8.count <= mostBytes { return text }
    }
    return least
  }

  private func document(_ plan: PagePlan) -> String {
    PageDocument(title: header.title, style: header.state.style, scripts: "'\(PageScript.hash)'")
      .text { body(plan, to: &$0) }
  }

  private func body(_ plan: PagePlan, to body: inout Markup) {
    body.element("a", ["class": "skip", "href": "#main"], text: "Skip to the results")
    body.lineFeed()
    header.write(to: &body)
    contents(plan, to: &body)
    body.element("main", ["id": "main"]) { main in
      EvidenceSection(content: content).writeBriefly(to: &main)
      // Without scripts there are no controls: they make them here.
      main.element("div", ["class": "tools", "id": "tools", "role": "search"], text: "")
      ChangesSection(content: content).write(to: &main)
      EvidenceSection(content: content).write(to: &main)
      UnjudgedSection(content: content).write(to: &main)
      for note in plan.notes { main.element("p", ["class": "limit"], text: note) }
      OthersSection(content: content, plan: plan).write(to: &main)
      BenchmarksSection(content: content, commands: commands, plan: plan).write(to: &main)
      TrendsSection(content: content).write(to: &main)
      ComparisonSection(content: content).write(to: &main)
      MethodSection(content: content).write(to: &main)
    }
    body.element("footer") { footer in
      footer.add("Made by perftest \(content.summary.start?.tool.shown(atMost: 60) ?? "")")
    }
    body.lineFeed()
    body.data(id: "data", json: data)
    body.lineFeed()
    body.element("script") { $0.add(verbatim: PageScript.text) }
  }

  private func contents(_ plan: PagePlan, to body: inout Markup) {
    body.element("nav", ["class": "contents", "aria-label": "Sections"]) { nav in
      nav.element("ul") { list in
        for section in PageSection.allCases where section.isShown(in: content, plan) {
          list.element("li") { $0.element("a", ["href": "#" + section.id], text: section.title(in: content)) }
          list.lineFeed()
        }
      }
    }
    body.lineFeed()
  }
}
