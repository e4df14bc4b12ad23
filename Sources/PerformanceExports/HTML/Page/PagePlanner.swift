import PerformanceRecords

/// Chooses the parts that the size of a page allows, from the sizes of a few of them.
struct PagePlanner {
  /// The parts that are made to learn their size.
  private static let samples = 12
  /// The bytes of a sparkline.
  private static let sparkline = 500

  let content: PageContent
  let commands: PageCommands
  /// The bytes of a page with nothing but its rows.
  let least: Int
  let mostBytes: Int

  /// The plans to try until a page is small enough, the most complete first; only those that may be.
  var plans: [PagePlan] {
    let changed = changedPlan
    let room = mostBytes - least - changed.bytes
    let possible = PagePlan.forOthers.filter { plan in
      let sparklines = plan.hasSparklines ? content.others.count * Self.sparkline : 0
      return sparklines <= room && sparklines + bytes(ofOthers: plan) <= room
    }
    return possible.map { plan in
      var plan = plan
      (plan.charts, plan.tables) = (changed.charts, changed.tables)
      return plan
    }
  }

  private func bytes(ofOthers plan: PagePlan) -> Int {
    guard plan.others > .none else { return 0 }
    let section = BenchmarksSection(content: content, commands: commands, plan: plan)
    return Self.bytes(ofAll: content.others) { section.other($0, to: &$1) }
  }

  /// How many of the changed benchmarks can have charts and tables beside all rows, and their bytes.
  private var changedPlan: (charts: Int, tables: Int, bytes: Int) {
    let indices = Array(content.changed.indices)
    guard !indices.isEmpty else { return (.max, .max, 0) }
    func bytes(_ plan: PagePlan) -> Int {
      let section = BenchmarksSection(content: content, commands: commands, plan: plan)
      return Self.bytes(ofAll: indices) { section.changed($0, to: &$1) }
    }
    // The sizes are estimates.
    let room = (mostBytes - least) / 10 * 9
    let withCharts = bytes(PagePlan())
    guard withCharts > room else { return (.max, .max, withCharts) }
    let withTables = bytes(PagePlan(charts: 0))
    let count = indices.count
    guard withTables <= room else {
      let tables = max(room, 0) * count / max(withTables, 1)
      return (0, tables, min(room, withTables))
    }
    // Each chart takes the difference of the two.
    let charts = (room - withTables) * count / max(withCharts - withTables, 1)
    return (charts, .max, room)
  }

  /// The bytes of all parts, from those of a few that are evenly spread among them.
  private static func bytes<Item>(ofAll items: [Item], _ write: (Item, inout Markup) -> Void) -> Int {
    guard !items.isEmpty else { return 0 }
    let count = min(samples, items.count)
    var markup = Markup()
    for index in 0..<count { write(items[index * items.count / count], &markup) }
    return markup.size * items.count / count
  }
}
