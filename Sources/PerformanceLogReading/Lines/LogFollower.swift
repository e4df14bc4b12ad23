import Foundation
import PerformanceLog
import PerformanceSystem

/// Reads the lines of a category as they are written, through all renaming of its files.
///
/// It finds out by the inode that the file was renamed. Renamed files sort by the time of renaming, so that all that are
/// newer than the last one that was read are read, however many there are between two calls.
package final class LogFollower {
  private let folder: LogFolder
  private let category: LogCategory
  /// The newest renamed file that was read, or that is not wanted.
  private var last: RotatedLog?
  /// The file that is written to, or was until it was renamed.
  private var lines: LogLines?

  /// Where a follower begins.
  package enum Start: Sendable {
    /// With the oldest file that is kept.
    case beginning
    /// With the newest renamed file.
    case recent
    /// With the file that is written to.
    case current
  }

  package init(_ category: LogCategory, in folder: LogFolder, from start: Start) {
    (self.category, self.folder) = (category, folder)
    let rotated = folder.rotated(category)
    switch start {
    case .beginning: last = nil
    case .recent: last = rotated.dropLast().last
    case .current: last = rotated.last
    }
  }

  /// Calls a function with each complete line since the last call, without its line feed.
  /// - Parameter body: takes the bytes, which are valid during the call.
  /// - Throws: ``InputError`` where a file cannot be read, or the error of the function.
  package func poll(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    while true {
      guard let lines = try lines ?? open(readingEarlier: body) else { return }
      self.lines = lines
      // Asked before the last lines are read: nothing is added to a file after its renaming.
      let isRenamed = isRenamed(lines)
      while let line = lines.next() { try body(line) }
      guard isRenamed else { return }
      self.lines = nil
      last = newer().first ?? last
    }
  }

  /// The renamed files that were not read.
  private func newer() -> [RotatedLog] {
    folder.rotated(category).filter { log in last.map { log > $0 && !log.isSameLog(as: $0) } ?? true }
  }

  /// Reads what was written before the present file, and opens that; `nil` where there is none.
  private func open(readingEarlier body: (UnsafeRawBufferPointer) throws -> Void) throws -> LogLines? {
    while true {
      for log in newer() {
        if let lines = try LogLines.open(renamed: folder.file(log, of: category)) {
          while let line = lines.next() { try body(line) }
        }
        last = log
      }
      let lines = try LogLines.open(folder.current(category))
      // The opened file may be one that was renamed since.
      if newer().isEmpty { return lines }
    }
  }

  private func isRenamed(_ lines: LogLines) -> Bool {
    var (own, there) = (stat(), stat())
    guard let descriptor = lines.descriptor, fstat(descriptor, &own) == 0 else { return true }
    // Between the renaming and the creation of the next file there is none.
    guard stat(folder.current(category).path, &there) == 0 else { return false }
    return own.st_ino != there.st_ino || own.st_dev != there.st_dev
  }
}
