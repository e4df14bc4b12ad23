import Foundation
import PerformanceRecords

/// The lines of a log that may still grow.
struct LogSource: EventSource {
  /// How long no process writes the log until it has ended: the processes of a run take turns.
  private static let patience = Duration.seconds(1)
  /// The most lines at a time.
  private static let block = 1_000

  private let log: URL
  private var reader: EventLogReader
  /// Since when no process has written the log.
  private var alone: ContinuousClock.Instant?

  init(_ log: URL) {
    self.log = log
    reader = EventLogReader(file: log)
  }

  mutating func next(waiting milliseconds: Int32) -> EventLinesRead {
    let lines = nextLines()
    guard lines.isEmpty else {
      alone = nil
      return .lines(lines)
    }
    let now = ContinuousClock.now
    if LogPresence.isGiven(in: log) {
      alone = nil
    } else if let alone, now - alone >= Self.patience {
      // The last lines may have come since the log was read.
      let last = nextLines()
      return last.isEmpty ? .ended : .lines(last)
    } else {
      alone = alone ?? now
    }
    usleep(useconds_t(milliseconds) * 1_000)
    return .lines([])
  }

  private mutating func nextLines() -> [Data] {
    var lines: [Data] = []
    while lines.count < Self.block, let line = reader.nextLine() { lines.append(line) }
    return lines
  }
}
