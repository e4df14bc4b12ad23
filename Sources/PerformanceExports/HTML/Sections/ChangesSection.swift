import PerformanceRecords
import PerformanceReports
import PerformanceText

/// What changed, the worst first: one row for each metric of a benchmark. Changes with one cause stand together, below
/// a row that states it.
struct ChangesSection {
  let content: PageContent

  func write(to page: inout Markup) {
    page.section(.changes, in: content) { section in
      guard !content.changes.isEmpty else {
        section.element("p", text: nothingChanged)
        return
      }
      section.element("table", ["class": "rows stack"]) { table in
        table.element("caption", text: caption)
        head(of: &table)
        for group in ChangeGroup.groups(content.changes) {
          table.element("tbody") { body in
            if group.hasTitle { title(of: group, to: &body) }
            for change in group.changes { row(change, isInGroup: group.hasTitle, to: &body) }
          }
        }
      }
    }
  }

  private var nothingChanged: String {
    guard !content.summary.verdicts.isEmpty else { return "Nothing was judged." }
    guard !content.compared.isEmpty else { return "No number was compared with a baseline." }
    let rest = content.summary.red.isEmpty ? "." : "; what turned the build red is below."
    return "No judged number became worse or better by more than its tolerance" + rest
  }

  private var caption: String {
    let count = Plural.text(content.changes.count, "change")
    return "\(count) of \(Plural.text(content.changed.count, "benchmark")), the worst first"
  }

  // MARK: - Columns

  private var hasHistory: Bool { content.run.history != nil }
  private var hasOrigins: Bool { content.changes.contains { $0.since != nil } }

  private var columns: [(title: String, isNumber: Bool)] {
    [("benchmark", false), ("metric", false), ("old", true), ("new", true), ("change", true)]
      + (hasHistory ? [(Sparkline.title(in: content), false)] : []) + (hasOrigins ? [("since", false)] : [])
      + [("state", false)]
  }

  private func head(of table: inout Markup) {
    table.element("thead") { head in
      head.element("tr") { row in
        for column in columns {
          row.element("th", ["scope": "col", "class": column.isNumber ? "n" : nil], text: column.title)
        }
      }
    }
    table.lineFeed()
  }

  /// Adds the row that states what several changes have in common.
  private func title(of group: ChangeGroup, to body: inout Markup) {
    body.element("tr", ["class": "cause"]) { row in
      row.element("th", ["scope": "rowgroup", "colspan": "\(columns.count)"]) { head in
        head.add(group.title)
        if let since = group.since {
          head.add(", since: ")
          link(to: since, in: &head)
        }
        if let cause = group.cause { head.element("span", ["class": "note"], text: " why: " + cause) }
      }
    }
    body.lineFeed()
  }

  // MARK: - Rows

  /// The class of a cell, which a narrow screen leaves out where it has nothing.
  private func kind(_ text: String, _ kind: String = "") -> String { text == Self.nothing ? "none " + kind : kind }

  private static let nothing = "–"

  private func row(_ change: PageChange, isInGroup: Bool, to body: inout Markup) {
    let verdict = change.verdict
    let cells = VerdictRow(verdict, in: content.summary)
    body.element("tr", ["class": cells.style.pageClass]) { row in
      row.element("th", ["scope": "row"]) { name in
        name.element("a", ["href": "#" + verdict.subject.id.anchor], text: content.name(of: verdict.subject))
        name.element("span", ["class": "note"], text: " " + change.explanation)
        guard !isInGroup, let cause = change.cause else { return }
        name.element("span", ["class": "note"], text: " why: " + cause)
      }
      row.element("td", ["class": kind(cells.metric), "data-label": "metric"], text: cells.metric)
      row.element("td", ["class": kind(cells.baseline, "n"), "data-label": "old"]) { old in
        if verdict.budget != nil { old.element("span", ["class": "note"], text: "budget ") }
        old.add(cells.baseline)
      }
      row.element("td", ["class": kind(cells.now, "n"), "data-label": "new"], text: cells.now)
      row.element("td", ["class": kind(cells.change, "n change"), "data-label": "change"]) {
        sizes(of: change, to: &$0)
      }
      if hasHistory {
        let sparkline = Sparkline(of: change, in: content)
        row.element("td", ["class": sparkline == nil ? "none" : "chart", "data-label": "runs"]) { cell in
          if let sparkline { sparkline.write(to: &cell) } else { cell.add(Self.nothing) }
        }
      }
      if hasOrigins {
        let isAbove = isInGroup && change.since != nil
        row.element("td", ["class": change.since == nil || isAbove ? "none" : nil, "data-label": "since"]) {
          if isAbove { $0.add("as above") } else { since(of: change, to: &$0) }
        }
      }
      row.element("td", ["data-label": "state"]) { state in
        state.element("span", ["class": "badge"], text: change.state)
      }
    }
    body.lineFeed()
  }

  /// The change with an arrow in the direction of the number, whose colour is that of its meaning; then the same change
  /// by other comparisons.
  private func sizes(of change: PageChange, to cell: inout Markup) {
    let verdict = change.verdict
    guard let sizes = ChangeSizes(verdict, change, in: content.summary) else {
      return cell.add(VerdictRow(verdict, in: content.summary).change)
    }
    if let baseline = verdict.baseline, let now = verdict.now, now != baseline {
      cell.element("span", ["class": "arrow", "aria-hidden": "true"], text: now > baseline ? "▲ " : "▼ ")
    }
    cell.element("strong", text: sizes.headline.text)
    cell.element("span", ["class": "note"], text: " " + sizes.headline.label)
    if let interval = sizes.headline.interval { cell.element("span", ["class": "note"], text: " " + interval) }
    for size in sizes.others {
      cell.element("span", ["class": "note"], text: " \(size.text) \(size.label)")
    }
  }

  private func since(of change: PageChange, to cell: inout Markup) {
    guard let since = change.since else { return cell.add(Self.nothing) }
    link(to: since, in: &cell)
    if let first = since.first, let day = content.run.history?.axis.day(first), !day.isEmpty {
      cell.element("span", ["class": "note"], text: " " + day)
    }
  }

  private func link(to since: PageChange.Origin, in cell: inout Markup) {
    let positions = content.run.history?.axis.positions
    let old = since.last.flatMap { positions?[$0].revision } ?? since.before
    let end = since.first.flatMap { positions?[$0].revision } ?? content.summary.start?.provenance.revision
    cell.link(since.text, to: old.flatMap { old in end.flatMap { content.pages?.comparison(from: old, to: $0) } })
  }
}
