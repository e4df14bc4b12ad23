import Foundation
import PerformanceRecords

extension EventLogReader {
  /// All events of a log.
  package static func all(of file: URL) throws -> [RunEvent] {
    var reader = EventLogReader(file: file)
    return try reader.next()
  }
}
