import PerformanceRecords
import PerformanceText

/// Everything about each benchmark, closed: those with a change first, the worst first.
struct BenchmarksSection {
  /// Up to this many changed benchmarks are open at once.
  private static let mostOpen = 3

  let content: PageContent
  let commands: PageCommands
  let plan: PagePlan

  func write(to page: inout Markup) {
    guard PageSection.benchmarks.isShown(in: content, plan) else { return }
    page.section(.benchmarks, in: content) { section in
      for index in content.changed.indices { changed(index, to: &section) }
      guard plan.hasPartsOfOthers, !content.others.isEmpty else { return }
      section.element("details", ["id": "unchanged"]) { unchanged in
        unchanged.element("summary", text: "\(Plural.text(content.others.count, "benchmark")) without a change")
        for id in content.others { other(id, to: &unchanged) }
      }
    }
  }

  /// Adds the part about a changed benchmark.
  func changed(_ index: Int, to section: inout Markup) {
    let id = content.changed[index]
    BenchmarkPart(
      content: content, commands: commands, id: id, detail: plan.detail(ofChanged: index),
      state: content.changed.count <= Self.mostOpen ? .open : .closed
    ).write(to: &section)
  }

  /// Adds the part about a benchmark without a change.
  func other(_ id: BenchmarkID, to section: inout Markup) {
    BenchmarkPart(content: content, commands: commands, id: id, detail: plan.others, state: .unchanged).write(
      to: &section)
  }
}
