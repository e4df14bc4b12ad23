import Foundation
import PerformanceRecords

/// The log of a part of a run, as one reading of it shows. Memory holds the names of its benchmarks and no result.
struct Shard {
  /// The log.
  let log: URL
  /// The id of its run.
  let run: String
  /// The time of its first event, in seconds since 1970.
  let time: Double
  /// The start of its run.
  let start: RunStart
  /// The benchmarks and functions with results.
  private(set) var subjects: Set<BenchmarkID> = []
  /// The time of its last event.
  private(set) var end: Double
  /// Seconds spent measuring.
  private(set) var seconds = 0.0
  private var startedParts = 0
  private var finishedParts = 0

  /// Whether every part that began has finished.
  var isFinished: Bool { finishedParts >= startedParts }

  /// Reads a log.
  /// - Throws: ``ShardProblem``, or ``InputError`` for a malformed line or a line of another version.
  init(log: URL) throws {
    if let error = Self.obstacle(log) { throw ShardProblem.unreadable(log, error) }
    var reader = EventLogReader(file: log)
    guard let first = try reader.nextEvent() else { throw ShardProblem.empty(log) }
    guard case .runStarted(let start) = first.body else { throw ShardProblem.noBeginning(log) }
    (self.log, run, time, self.start, end) = (log, first.run, first.time, start, first.time)
    add(first)
    while let event = try reader.nextEvent() { add(event) }
  }

  private mutating func add(_ event: RunEvent) {
    end = max(end, event.time)
    switch event.body {
    case .runStarted: startedParts += 1
    case .session(let event): subjects.insert(event.session.id)
    case .profile(let profiled): subjects.insert(profiled.id)
    case .verdict(let verdict): subjects.insert(verdict.subject.id)
    case .unmeasured(let unmeasured): subjects.insert(BenchmarkID(unmeasured.function))
    case .runFinished(let end):
      seconds += end.seconds
      finishedParts += 1
    case .waiting, .planned, .attempt, .counting, .confirmed, .bodyRun, .acceptanceUnused, .budgetUnused: break
    }
  }

  /// The error of the system for a log that cannot be read; `nil` where it can.
  private static func obstacle(_ log: URL) -> Int32? {
    var status = stat()
    guard stat(log.path, &status) == 0, access(log.path, R_OK) == 0 else { return errno }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: return EISDIR
    default: return EINVAL
    }
  }
}
