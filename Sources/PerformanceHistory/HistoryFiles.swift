import Foundation
import PerformanceSystem

/// The files of a database: itself, its write-ahead log and the log's index.
struct HistoryFiles {
  let database: URL

  private static let writeAheadLog = "-wal"
  private static let suffixes = ["", writeAheadLog, "-shm"]

  /// Their length in bytes.
  var bytes: Int { Self.suffixes.map { RunContents.Log.bytes(of: file($0)) }.reduce(0, +) }

  /// Whether something that was committed is in the write-ahead log alone.
  var hasWriteAheadLog: Bool { RunContents.Log.bytes(of: file(Self.writeAheadLog)) > 0 }

  /// Renames the files to the name after the last one that was used, at first `history-1.db`.
  ///
  /// They belong together: the write-ahead log has what was committed last.
  /// - Returns: The database under its new name.
  /// - Throws: ``InputError`` where the folder cannot be written.
  func moveAside() throws -> URL {
    let aside = aside((lastNumber ?? 0) + 1)
    try move(Self.suffixes, to: aside)
    return aside
  }

  /// Renames the files that a process left here that ended in ``moveAside()``.
  /// - Throws: ``InputError`` where the folder cannot be written.
  func finishMove() throws {
    guard let lastNumber else { return }
    let aside = aside(lastNumber)
    let left = Self.suffixes.dropFirst().filter { !FileManager.default.fileExists(atPath: aside.path + $0) }
    try move(left, to: aside)
  }

  /// Deletes the files.
  func remove() {
    for suffix in Self.suffixes { unlink(file(suffix).path) }
  }

  private func file(_ suffix: String) -> URL { URL(fileURLWithPath: database.path + suffix) }

  private func move(_ suffixes: [String], to aside: URL) throws {
    for suffix in suffixes where rename(file(suffix).path, aside.path + suffix) != 0 && errno != ENOENT {
      throw InputError.unwritable(database)
    }
  }

  // MARK: - Names

  private var prefix: String { database.deletingPathExtension().lastPathComponent + "-" }

  private func aside(_ number: Int) -> URL {
    database.deletingLastPathComponent().appendingPathComponent("\(prefix)\(number).\(database.pathExtension)")
  }

  /// The greatest number of a database that was moved aside.
  private var lastNumber: Int? {
    let folder = database.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.compactMap { name in
      Int(name.dropFirst(prefix.count).prefix { $0 != "." })
    }.max()
  }
}
