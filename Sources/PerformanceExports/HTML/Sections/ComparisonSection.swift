import PerformanceRecords
import PerformanceReports
import PerformanceText

/// The numbers of the run beside those of another run, or of baselines, where one was named.
struct ComparisonSection {
  let content: PageContent

  func write(to page: inout Markup) {
    guard let comparison = content.run.comparison else { return }
    let table = ComparisonTable(comparison)
    page.section(.comparison, in: content) { section in
      section.element("p", text: table.counts)
      section.list(table.runs + table.differences)
      section.table(table.table(.changed), caption: "Numbers that differ by more than chance")
      section.names("Only in the old one", comparison.onlyOld.map(table.name))
      section.names("Only in the new one", comparison.onlyNew.map(table.name))
    }
  }
}

extension Markup {
  fileprivate mutating func names(_ title: String, _ names: [String]) {
    guard !names.isEmpty else { return }
    element("details") { details in
      details.element("summary", text: "\(title): \(Plural.text(names.count, "benchmark"))")
      details.list(names)
    }
    lineFeed()
  }
}
