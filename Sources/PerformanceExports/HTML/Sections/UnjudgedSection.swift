import PerformanceRecords
import PerformanceText

/// What could not be judged, with the reason and the remedy; what is missing, new or disabled.
struct UnjudgedSection {
  /// The most names of one reason that are shown without a click.
  private static let mostNames = 5

  let content: PageContent

  func write(to page: inout Markup) {
    if !content.unjudged.isEmpty {
      page.section(.unjudged, in: content) { table(of: content.unjudged, to: &$0) }
    }
    if !content.missing.isEmpty {
      page.section(.missing, in: content) { table(of: content.missing, to: &$0) }
    }
    if !content.new.isEmpty {
      page.section(.new, in: content) { table(of: content.new, to: &$0) }
    }
    if !content.disabled.isEmpty {
      page.section(.disabled, in: content) { section in
        section.element("p") { names(of: content.disabled, to: &$0) }
      }
    }
  }

  /// One row for each reason: on another machine all benchmarks have the same one.
  private func table(of verdicts: [Verdict], to section: inout Markup) {
    let commands = NextCommands(summary: content.summary)
    section.element("table", ["class": "rows stack reasons"]) { table in
      table.element("caption", text: Plural.text(verdicts.count, "verdict"))
      table.element("thead") { head in
        head.element("tr") { row in
          for title in ["verdict", "reason", "what to do", "benchmarks"] {
            row.element("th", ["scope": "col"], text: title)
          }
        }
      }
      table.element("tbody") { body in
        for group in PageContent.groups(verdicts) { row(of: group, commands, to: &body) }
      }
    }
    section.lineFeed()
  }

  private func row(of group: [Verdict], _ commands: NextCommands, to body: inout Markup) {
    guard let first = group.first else { return }
    let isRed = content.summary.isRed(first)
    body.element("tr", ["class": isRed ? "bad" : VerdictRow(first, in: content.summary).style.pageClass]) { row in
      row.element("th", ["scope": "row"]) { head in
        head.element("span", ["class": "badge"], text: "\(group.count) \(first.outcomeText)")
        if isRed { head.element("span", ["class": "note"], text: " turns the build red") }
      }
      let remedy = commands.remedy(for: group)
      row.element(
        "td", ["data-label": "reason"], text: remedy == nil ? first.explanation : Self.reason(of: first))
      row.element("td", ["data-label": "what to do"]) { cell in
        if let remedy { cell.advice(Advice(line: remedy)) } else { cell.add("–") }
      }
      row.element("td", ["data-label": "benchmarks"]) { names(of: group, to: &$0) }
    }
    body.lineFeed()
  }

  /// The explanation without the command at its end, which stands beside it.
  private static func reason(of verdict: Verdict) -> String {
    let explanation = verdict.explanation
    guard let command = explanation.firstRange(of: "type " + PerftestCommand.prefix) else { return explanation }
    let reason = explanation[..<command.lowerBound].reversed().drop { " :;".contains($0) }
    return String(reason.reversed())
  }

  private func names(of group: [Verdict], to cell: inout Markup) {
    let ordered = group.inNaturalOrder { $0.subject.description }
    list(ordered.prefix(Self.mostNames), to: &cell)
    let rest = ordered.dropFirst(Self.mostNames)
    guard !rest.isEmpty else { return }
    cell.element("details") { details in
      details.element("summary", text: "and \(rest.count) more")
      list(rest, to: &details)
    }
  }

  private func list(_ verdicts: some Sequence<Verdict>, to cell: inout Markup) {
    cell.element("ul", ["class": "names"]) { list in
      for verdict in verdicts {
        list.element("li") { item in
          let name = content.name(of: verdict.subject)
          if content.hasPart(about: verdict.subject.id) {
            item.element("a", ["href": "#" + verdict.subject.id.anchor], text: name)
          } else {
            item.element("span", text: name)
          }
          if let metric = verdict.metric {
            let value = verdict.now.map { " " + ValueFormat.text($0, of: metric) } ?? ""
            item.add(" " + metric.name.shown(atMost: 60) + value)
          }
        }
      }
    }
  }
}
