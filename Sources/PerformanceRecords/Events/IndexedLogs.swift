import Foundation
import PerformanceSystem

/// The event logs whose runs are in the history, so that the logs may be removed.
package struct IndexedLogs: Equatable, Sendable {
  /// The length of each log, in bytes, when it was taken in, by the name of its file.
  package var bytes: [String: Int]

  package init(bytes: [String: Int] = [:]) { self.bytes = bytes }

  /// Reads the list; without a readable one no log is in the history.
  package init(file: URL) {
    let read = try? JSONFile.read([String: Int].self, from: file, remedy: "")
    self.init(bytes: read ?? [:])
  }

  /// Writes the list.
  /// - Throws: ``InputError``; the old list is then unchanged.
  package func write(to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try JSONFile.write(try encoder.encode(bytes), to: file)
  }

  /// Whether everything in a log is in the history.
  func contains(_ log: URL) -> Bool {
    var status = stat()
    return stat(log.path, &status) == 0 && bytes[log.lastPathComponent] == Int(status.st_size)
  }
}
