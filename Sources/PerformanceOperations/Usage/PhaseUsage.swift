/// What the time of commands that measure goes into.
package struct PhaseUsage: Equatable, Sendable {
  /// The name of the time that belongs to no part.
  package static let rest = "other"

  /// A part.
  package struct Row: Equatable, Sendable, Encodable {
    /// Its name, such as `build`.
    package var phase: String
    package var seconds: Double
    /// Its part of all time; all parts are 1 together.
    package var share: Double
  }

  /// The parts, the longest first; none without a command that has parts.
  package let rows: [Row]

  package init(_ entries: [UsageEntry]) {
    var seconds: [String: Double] = [:]
    for entry in entries where !entry.phases.isEmpty {
      // Parts lie in one another where a confirmation builds: then they are scaled to the time of the command.
      let sum = entry.phases.values.reduce(0, +)
      let scale = sum > entry.seconds ? entry.seconds / sum : 1
      for (phase, own) in entry.phases { seconds[phase, default: 0] += own * scale }
      seconds[Self.rest, default: 0] += max(entry.seconds - sum, 0)
    }
    let total = seconds.values.reduce(0, +)
    rows =
      total > 0
      ? seconds.map { Row(phase: $0.key, seconds: $0.value, share: $0.value / total) }
        .sorted { ($1.seconds, $0.phase) < ($0.seconds, $1.phase) } : []
  }
}
