import Foundation
import PerformanceLog
import PerformanceSystem

/// The lines of files, one after the other.
final class LogCursor {
  private var files: ArraySlice<URL>
  private var lines: LogLines?
  /// What could not be read so far.
  private(set) var damage = LogScan.Damage()

  /// - Parameter files: the files, the older before the newer.
  init(_ files: [URL]) { self.files = files[...] }

  /// The next line, also an unfinished last one of a file; `nil` at the end. The bytes are valid until the next call.
  /// - Throws: ``InputError`` where a file cannot be opened.
  func next() throws -> UnsafeRawBufferPointer? {
    while true {
      if let line = lines?.next() ?? lines?.takeUnfinishedLine() { return line }
      if let lines, lines.isBroken { damage.files.append(lines.path) }
      lines = nil
      guard let file = files.popFirst() else { return nil }
      lines = try LogLines.open(renamed: file)
    }
  }

  /// The next record that is wanted, with its line.
  /// - Throws: ``InputError`` where a file cannot be opened.
  func next(_ filter: inout LogFilter) throws -> LogScan.Match? {
    while let line = try next() {
      switch filter.result(of: line) {
      case .wanted(let match): return match
      case .unwanted: continue
      case .damaged: damage.lines += 1
      }
    }
    return nil
  }

  /// The last line was no record.
  func addDamage() { damage.lines += 1 }
}
