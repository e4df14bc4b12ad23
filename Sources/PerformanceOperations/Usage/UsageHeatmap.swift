/// How many commands began in each hour of each day of the week.
package struct UsageHeatmap: Equatable, Sendable {
  /// The counts: a row for each day from Monday on, in it 24 hours.
  package let counts: [[Int]]

  package init(_ entries: [UsageEntry], calendar: UsageCalendar = UsageCalendar()) {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 24), count: 7)
    for entry in entries {
      let slot = calendar.slot(entry.time)
      counts[slot.weekday][slot.hour] += 1
    }
    self.counts = counts
  }

  /// All commands.
  package var total: Int { counts.joined().reduce(0, +) }

  /// The busiest hour, the first of several in a week; `nil` without commands.
  package struct Peak: Equatable, Sendable, Encodable {
    /// From 0 for Monday.
    package var weekday: Int
    /// From 0 to 23.
    package var hour: Int
    package var count: Int
    /// Its part of all commands.
    package var share: Double
  }

  /// The busiest hour.
  package var peak: Peak? {
    let cells = counts.enumerated().flatMap { day, hours in hours.enumerated().map { (day, $0.offset, $0.element) } }
    guard let most = cells.map(\.2).max(), most > 0, let cell = cells.first(where: { $0.2 == most }) else { return nil }
    return Peak(weekday: cell.0, hour: cell.1, count: most, share: Double(most) / Double(total))
  }

  /// The shade of a count: 0 for none, 1 to 4 for the quarters up to the busiest hour.
  package func shade(_ count: Int) -> Int {
    let most = counts.joined().max() ?? 0
    guard count > 0, most > 0 else { return 0 }
    return min((count * 4 + most - 1) / most, 4)
  }
}
