import PerformanceBuild
import PerformanceLog

/// What the records of the tool's log add up to.
package struct LogTotals: Equatable, Sendable, Codable {
  /// Durations in ranges.
  package struct Durations: Equatable, Sendable, Codable {
    /// The number of durations in each range of ``bounds``, and of longer ones.
    package private(set) var counts = [Int](repeating: 0, count: LogTotals.bounds.count + 1)
    /// The sum in seconds.
    package private(set) var seconds = 0.0

    package init() {}

    /// The number of all durations.
    package var count: Int { counts.reduce(0, +) }

    mutating func add(_ duration: Double) {
      counts[LogTotals.bounds.firstIndex { duration <= $0 } ?? LogTotals.bounds.count] += 1
      seconds += duration
    }

    mutating func add(_ other: Durations) {
      for index in counts.indices { counts[index] += other.counts[index] }
      seconds += other.seconds
    }

    private enum Key: String, CodingKey { case counts, seconds }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      counts = try container.decode([Int].self, forKey: .counts)
      seconds = try container.decode(Double.self, forKey: .seconds)
      guard counts.count == LogTotals.bounds.count + 1, seconds >= 0 else {
        throw DecodingError.dataCorruptedError(
          forKey: .counts, in: container, debugDescription: "These are other ranges.")
      }
    }
  }

  /// The upper ends of the ranges in seconds, from a git query to a long gate.
  package static let bounds = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800,
  ]
  /// The most words of git that are distinguished.
  private static let mostOperations = 30

  /// How long commands took, by their names.
  package private(set) var commands: [String: Durations] = [:]
  /// Commands that ended with another status than 0, by their names and then by the status.
  package private(set) var failures: [String: [String: Int]] = [:]
  /// How long git took, by its first word.
  package private(set) var git: [String: Durations] = [:]
  /// Git commands that failed, by the first word.
  package private(set) var gitFailures: [String: Int] = [:]
  /// Files and settings that could not be used, by their kind.
  package private(set) var invalid: [String: Int] = [:]
  /// Requests of caches, by the name of the cache and then by their outcome.
  package private(set) var caches: [String: [String: Int]] = [:]
  /// Notifications that failed, by the kind of the receiver and then by the reason.
  package private(set) var notifications: [String: [String: Int]] = [:]
  /// Records by their level.
  package private(set) var events: [String: Int] = [:]

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case commands, failures, git, gitFailures, invalid, caches, notifications, events
  }

  /// Sums of earlier versions have neither caches nor notifications.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    commands = try container.decode([String: Durations].self, forKey: .commands)
    failures = try container.decode([String: [String: Int]].self, forKey: .failures)
    git = try container.decode([String: Durations].self, forKey: .git)
    gitFailures = try container.decode([String: Int].self, forKey: .gitFailures)
    invalid = try container.decode([String: Int].self, forKey: .invalid)
    caches = try container.decodeIfPresent([String: [String: Int]].self, forKey: .caches) ?? [:]
    notifications = try container.decodeIfPresent([String: [String: Int]].self, forKey: .notifications) ?? [:]
    events = try container.decode([String: Int].self, forKey: .events)
  }

  /// Adds a record.
  package mutating func add(_ record: LogRecord) {
    events[record.level.name, default: 0] += 1
    switch record.id {
    case .commandFinished: addCommand(record)
    case .gitFinished: addGit(record)
    case .cacheRequested: Self.count(record, "cache.name", "outcome", in: &caches)
    case .notificationFailed: Self.count(record, "notification.integration", "notification.reason", in: &notifications)
    case .validationFailed: invalid[InputKind(file: record.text("input.file") ?? "").rawValue, default: 0] += 1
    default: break
    }
  }

  private mutating func addCommand(_ record: LogRecord) {
    let typed = record.text("command.name") ?? ""
    let name = CommandTable.abstract(of: typed) == nil ? MetricDefinition.other : typed
    if let seconds = Self.seconds(record) { commands[name, default: Durations()].add(seconds) }
    guard let number = record.number("exit.status"), number != 0 else { return }
    let status = Int32(exactly: number).flatMap { ExitStatus(rawValue: $0) }
    failures[name, default: [:]][status.map { "\($0.rawValue)" } ?? MetricDefinition.other, default: 0] += 1
  }

  private mutating func addGit(_ record: LogRecord) {
    let typed = record.text("git.operation") ?? MetricDefinition.other
    let isDistinguished = git[typed] != nil || git.count < Self.mostOperations
    let operation = isDistinguished ? typed : MetricDefinition.other
    if let seconds = Self.seconds(record) { git[operation, default: Durations()].add(seconds) }
    if record.text("outcome") == "failed" { gitFailures[operation, default: 0] += 1 }
  }

  private static func count(
    _ record: LogRecord, _ first: String, _ second: String, in counts: inout [String: [String: Int]]
  ) {
    let other = MetricDefinition.other
    counts[record.text(first) ?? other, default: [:]][record.text(second) ?? other, default: 0] += 1
  }

  private static func seconds(_ record: LogRecord) -> Double? {
    record.number("duration.seconds").flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Whether all counts are such as records add up to.
  var isPlausible: Bool {
    var counts: [Int] = []
    for durations in [commands, git] { counts += durations.values.flatMap(\.counts) }
    let pairs = Array(failures.values) + Array(caches.values) + Array(notifications.values)
    for values in pairs + [gitFailures, invalid, events] { counts += values.values }
    return counts.allSatisfy { 0...Self.mostRecords ~= $0 }
  }

  /// More records than a log can have; sums of a few such counts still fit.
  private static let mostRecords = 1 << 53

  /// Adds the totals of other records.
  package mutating func add(_ other: LogTotals) {
    func add(_ durations: [String: Durations], to sums: inout [String: Durations]) {
      for (name, more) in durations { sums[name, default: Durations()].add(more) }
    }
    add(other.commands, to: &commands)
    add(other.git, to: &git)
    func add(_ counts: [String: [String: Int]], to sums: inout [String: [String: Int]]) {
      for (name, more) in counts { sums[name, default: [:]].merge(more, uniquingKeysWith: +) }
    }
    add(other.failures, to: &failures)
    add(other.caches, to: &caches)
    add(other.notifications, to: &notifications)
    gitFailures.merge(other.gitFailures, uniquingKeysWith: +)
    invalid.merge(other.invalid, uniquingKeysWith: +)
    events.merge(other.events, uniquingKeysWith: +)
  }
}
