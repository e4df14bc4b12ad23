import Foundation
import PerformanceRecords

/// The index of the history: a SQLite database that can be made again from the logs.
///
/// What it holds is there after a crash of the process, and after a loss of power.
package final class HistoryIndex {
  /// Why a file is no index that this build can use.
  package enum Problem: Error, Equatable, Sendable {
    /// A newer build wrote it; the version of its tables.
    case newerVersion(Int)
    /// An older build wrote it, and it cannot be brought up to date; the version of its tables.
    case olderVersion(Int)
    /// Another program wrote it.
    case foreign
  }

  /// The database.
  let connection: SQLiteConnection
  /// The file.
  package let file: URL
  /// The file's identity when it was opened; a file that was moved is not written any more.
  private let identity: FileIdentity?
  let words: WordTable

  /// Opens the database, creates it where it does not exist, and brings an older one up to date.
  /// - Throws: ``SQLiteError`` or ``Problem``.
  package convenience init(file: URL, library: SQLiteLibrary) throws {
    try self.init(file: file, access: .readWrite, library: library)
    try migrate()
    // A run is kept when its log is gone: each commit waits for the disk.
    try connection.execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
    // Where the file system does not permit it, the database keeps its usual journal.
    try connection.execute("PRAGMA journal_mode = WAL")
  }

  /// Opens a database only to read it.
  /// - Throws: ``SQLiteError`` or ``Problem``.
  static func readOnly(_ file: URL, library: SQLiteLibrary) throws -> HistoryIndex {
    do {
      return try HistoryIndex(reading: file, .readOnly, library)
    } catch let error as SQLiteError where !HistoryFiles(database: file).hasWriteAheadLog {
      // The index of a write-ahead log cannot be made on a full disk, or in a folder that may not be written.
      guard [.unopened, .readOnly, .full, .inputOutput].contains(error.kind) else { throw error }
      return try HistoryIndex(reading: file, .immutable, library)
    }
  }

  private convenience init(
    reading file: URL, _ access: SQLiteConnection.Access, _ library: SQLiteLibrary
  ) throws {
    try self.init(file: file, access: access, library: library)
    let version = try version()
    guard version <= IndexSchema.version else { throw Problem.newerVersion(version) }
    guard try isOwn() else { throw Problem.foreign }
    guard version == IndexSchema.version else { throw Problem.olderVersion(version) }
  }

  /// Opens a database that is to be replaced, to read what is left in it; an older one is brought up to date.
  /// - Throws: ``SQLiteError`` or ``Problem/foreign``.
  static func remains(of file: URL, library: SQLiteLibrary) throws -> HistoryIndex {
    let index = try HistoryIndex(file: file, access: .readWrite, library: library)
    do {
      try index.migrate()
    } catch Problem.newerVersion {
      // Queries name their columns: what a newer version adds does not matter, and what it changed cannot be read.
      guard try index.isOwn() else { throw Problem.foreign }
    }
    return index
  }

  private init(file: URL, access: SQLiteConnection.Access, library: SQLiteLibrary) throws {
    self.file = file
    connection = try SQLiteConnection(file, access, library: library)
    identity = FileIdentity(of: file)
    words = WordTable(connection)
  }

  /// Whether the file is still the one that was opened.
  var isCurrent: Bool { identity != nil && identity == FileIdentity(of: file) }

  /// Moves what is in the write-ahead log into the database.
  /// - Throws: ``SQLiteError``.
  func checkpoint() throws { try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") }

  // MARK: - Versions

  private func isOwn() throws -> Bool { try number("PRAGMA application_id") == IndexSchema.application }

  private func version() throws -> Int { try number("PRAGMA user_version") }

  private func number(_ sql: String) throws -> Int { try connection.statement(sql).first { $0.integer(0) } ?? 0 }

  private func migrate() throws {
    guard try version() != IndexSchema.version || !isOwn() else { return }
    try connection.writing {
      let version = try version()
      guard version <= IndexSchema.version else { throw Problem.newerVersion(version) }
      let isEmpty = try version == 0 && number("SELECT count(*) FROM sqlite_master") == 0
      guard try isEmpty || isOwn() else { throw Problem.foreign }
      for migration in IndexSchema.migrations[version...] { try connection.execute(migration) }
      try connection.execute("PRAGMA user_version = \(IndexSchema.version)")
      try connection.execute("PRAGMA application_id = \(IndexSchema.application)")
    }
  }
}
