import Foundation
import PerformanceLog
import PerformanceSystem

/// Reads the records of a category as they are written, from the oldest file that is kept.
package final class LogReader {
  private let follower: LogFollower
  /// The lines so far that are no record.
  package private(set) var damagedLines = 0

  package init(_ category: LogCategory, in folder: LogFolder, from start: LogFollower.Start = .beginning) {
    follower = LogFollower(category, in: folder, from: start)
  }

  /// Calls a function with each record since the last call.
  /// - Throws: ``InputError`` where a file cannot be read, or the error of the function.
  package func poll(_ body: (LogRecord) throws -> Void) throws {
    try follower.poll { line in
      if let record = try? LogRecord(line: line) { try body(record) } else { damagedLines += 1 }
    }
  }
}
