import PerformanceStatistics

/// How often commands are used, how they end and how long they take.
package struct CommandUsage: Equatable, Sendable {
  /// The numbers of one command.
  package struct Row: Equatable, Sendable, Encodable {
    /// Its name.
    package var command: String
    package var count: Int
    /// Its part of all commands.
    package var share: Double
    /// How often it ended in each way, by the names of the endings.
    package var endings: [String: Int]
    /// The median of its durations, in seconds.
    package var medianSeconds: Double
    /// The sum of its durations, in seconds.
    package var totalSeconds: Double
  }

  /// The commands, the most used first.
  package let rows: [Row]
  /// How many commands there were on each day that has any.
  package let days: [String: Int]
  /// How many commands there were in each week that has any.
  package let weeks: [String: Int]
  /// How many ended with each exit status; the key of those that were killed is `killed`.
  package let exits: [String: Int]

  package init(_ entries: [UsageEntry], calendar: UsageCalendar = UsageCalendar()) {
    rows = Dictionary(grouping: entries, by: \.command).map { command, own in
      Row(command, own, share: Double(own.count) / Double(entries.count))
    }.sorted { ($1.count, $0.command) < ($0.count, $1.command) }
    days = Self.counts(entries.map { calendar.day($0.time) })
    weeks = Self.counts(entries.map { calendar.week($0.time) })
    exits = Self.counts(entries.map { $0.exit.map(String.init) ?? UsageEntry.Ending.killed.rawValue })
  }

  private static func counts(_ names: [String]) -> [String: Int] {
    Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
  }
}

extension CommandUsage.Row {
  fileprivate init(_ command: String, _ entries: [UsageEntry], share: Double) {
    self.init(
      command: command, count: entries.count, share: share,
      endings: Dictionary(entries.map { ($0.ending.rawValue, 1) }, uniquingKeysWith: +),
      medianSeconds: Quantile.median(of: entries.map(\.seconds)) ?? 0,
      totalSeconds: entries.reduce(0) { $0 + $1.seconds })
  }
}
