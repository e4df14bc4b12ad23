import Foundation
import PerformanceLive
import PerformanceRecords
import PerformanceRegression

/// Reads the events of a run, as they come, into a record.
struct RunFeed {
  /// The name of the run, or the path of its socket.
  let name: String
  private(set) var record = RunRecord()
  /// Whether there will be no more events.
  private(set) var isOver = false
  /// Whether it has finished or broken off.
  var hasEnded: Bool { isOver || RunPhase(record, isOver: isOver) == .finished }
  private var source: any EventSource
  /// Kept until further events come: while it exists, each event would copy the whole record.
  private var status: RunStatus?

  init(_ name: String, _ source: any EventSource) {
    self.name = name
    self.source = source
  }

  /// Reads what has come, up to some time: a long log is read in parts, between which a display is alive.
  /// - Parameter milliseconds: how long to wait for events.
  /// - Returns: Whether the run has changed.
  /// - Throws: ``InputError`` for a line that is no event.
  mutating func read(until end: ContinuousClock.Instant, waiting milliseconds: Int32 = 0) throws -> Bool {
    guard !isOver else { return false }
    var hasChanged = false
    repeat {
      guard case .lines(let lines) = try source.next(waiting: milliseconds) else {
        isOver = true
        status = nil
        return true
      }
      guard !lines.isEmpty else { return hasChanged }
      (status, hasChanged) = (nil, true)
      for line in lines {
        if let event = try EventLogReader.event(line, at: name) { record.add(event) }
      }
    } while ContinuousClock.now < end
    return true
  }

  /// The run as it is shown.
  mutating func status(redRule: RedRule, baselines: ComparisonFinder?) -> RunStatus {
    if let status { return status }
    let status = RunStatus(record, isOver: isOver, redRule: redRule, baselines: baselines)
    self.status = status
    return status
  }

  /// The run in a list of several.
  var active: ActiveRun {
    ActiveRun(
      name: name, mode: record.start?.mode, phase: RunPhase(record, isOver: isOver),
      process: StateFolder.process(ofRun: record.id ?? name), begin: record.time)
  }
}
