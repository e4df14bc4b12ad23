import Foundation

/// Removes log files that are older than they are to be kept, and compresses those that are no longer written to.
///
/// The newest renamed file stays as it is: a reader may be in the midst of it. Audit files are compressed and never
/// removed. Only one process does it at a time, and another one does not wait for it.
package struct LogSweep {
  /// The days that are kept besides the present one.
  package static let usualDays = 7

  private static let block = 1 << 18

  private let folder: LogFolder
  private let days: Int
  private let now: LogTime
  private let gzip: GzipLibrary?

  /// - Parameters:
  ///   - days: the days that are kept besides the present one.
  ///   - gzip: zlib; without it files stay as they are.
  package init(_ folder: LogFolder, days: Int = usualDays, now: LogTime, gzip: GzipLibrary? = .system) {
    (self.folder, self.days, self.now, self.gzip) = (folder, days, now, gzip)
  }

  package func run() {
    LogLock(folder.url.appendingPathComponent(".sweep"), patience: 0).aloneIfFree {
      for category in LogCategory.allCases {
        if category != .audit { removeOld(category) }
        compress(category)
      }
    }
  }

  private func removeOld(_ category: LogCategory) {
    for log in Self.old(folder.rotated(category), days: days, now: now) {
      unlink(folder.file(log, of: category).path)
    }
  }

  /// The files whose day is more than a number of days ago.
  package static func old(_ logs: [RotatedLog], days: Int, now: LogTime) -> [RotatedLog] {
    let first = LogTime(microseconds: now.microseconds - Int64(days) * 86_400_000_000).day
    return logs.filter { $0.day < first }
  }

  private func compress(_ category: LogCategory) {
    guard let gzip else { return }
    for log in folder.rotated(category).dropLast() where !log.isCompressed {
      let file = folder.file(log, of: category)
      let compressed = folder.file(
        RotatedLog(day: log.day, number: log.number, isCompressed: true), of: category)
      if compress(file, to: compressed, gzip) { unlink(file.path) }
    }
  }

  /// - Returns: Whether the compressed file is complete and on the disk.
  private func compress(_ file: URL, to compressed: URL, _ gzip: GzipLibrary) -> Bool {
    let temporary = compressed.deletingLastPathComponent().appendingPathComponent(
      ".\(compressed.lastPathComponent).tmp")
    let input = open(file.path, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { return false }
    defer { close(input) }
    let output = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard output >= 0 else { return false }
    let synchronised = dup(output)
    defer { close(synchronised) }
    guard let stream = GzipFile(descriptor: output, for: .writing, library: gzip) else { return false }
    let isComplete = Self.copy(input, to: stream)
    guard stream.close(), isComplete, fsync(synchronised) == 0, rename(temporary.path, compressed.path) == 0 else {
      unlink(temporary.path)
      return false
    }
    return true
  }

  private static func copy(_ input: Int32, to stream: GzipFile) -> Bool {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(input, buffer.baseAddress, buffer.count)
      guard count > 0 else { return count == 0 }
      guard stream.write(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return false }
    }
  }
}
