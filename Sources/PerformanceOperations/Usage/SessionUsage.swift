import PerformanceStatistics

/// The stretches of time in which somebody works: commands of a machine without half an hour between them.
package struct SessionUsage: Equatable, Sendable {
  /// The seconds between two commands that separate two sessions.
  package static let gap = 1_800.0

  /// A stretch of time.
  package struct Session: Equatable, Sendable, Encodable {
    /// When the first command began, in seconds since 1970.
    package var begin: Double
    /// When the last one ended, in seconds since 1970.
    package var end: Double
    /// The name of the machine.
    package var host: String
    /// Its commands with their endings, in their order, such as `gate red`.
    package var commands: [String]

    /// Its duration in seconds.
    package var seconds: Double { end - begin }
  }

  /// The sessions in the order of their beginnings.
  package let sessions: [Session]

  package init(_ entries: [UsageEntry]) {
    sessions = Dictionary(grouping: entries, by: \.host).flatMap { host, entries in
      Self.sessions(of: entries.sorted(), host)
    }.sorted { ($0.begin, $0.host) < ($1.begin, $1.host) }
  }

  /// The median of the durations, in seconds; `nil` without sessions.
  package var medianSeconds: Double? { Quantile.median(of: sessions.map(\.seconds)) }

  /// The mean of the durations, in seconds; `nil` without sessions.
  package var meanSeconds: Double? {
    sessions.isEmpty ? nil : sessions.reduce(0) { $0 + $1.seconds } / Double(sessions.count)
  }

  /// How often one command followed another within a session.
  package struct Transition: Equatable, Sendable, Encodable {
    package var from: String
    package var to: String
    package var count: Int
  }

  /// What followed what, the most frequent first.
  package var transitions: [Transition] {
    struct Pair: Hashable { let from, to: String }
    let pairs = sessions.flatMap { session in zip(session.commands, session.commands.dropFirst()).map(Pair.init) }
    return Dictionary(pairs.map { ($0, 1) }, uniquingKeysWith: +).map { pair, count in
      Transition(from: pair.from, to: pair.to, count: count)
    }.sorted { ($1.count, $0.from, $0.to) < ($0.count, $1.from, $1.to) }
  }

  private static func sessions(of entries: [UsageEntry], _ host: String) -> [Session] {
    var sessions: [Session] = []
    for entry in entries {
      let label = entry.command + " " + entry.ending.rawValue
      if let last = sessions.indices.last, entry.time - sessions[last].end < gap {
        sessions[last].end = max(sessions[last].end, entry.end)
        sessions[last].commands.append(label)
      } else {
        sessions.append(Session(begin: entry.time, end: entry.end, host: host, commands: [label]))
      }
    }
    return sessions
  }
}
