import Foundation
import PerformanceRecords
import PerformanceSystem

/// A history that several machines share in a database.
package final class PostgreSQLHistory {
  /// The access to the tables.
  package enum Access: Sendable {
    /// They are created where there are none, and brought up to date.
    case readWrite
    case readOnly
  }

  let connection: PostgreSQLConnection

  /// Connects to the database.
  /// - Throws: ``PostgreSQLError``.
  package init(_ address: PostgreSQLAddress, _ access: Access, library: PostgreSQLLibrary) throws {
    connection = try PostgreSQLConnection(address, library: library)
    switch access {
    case .readWrite: try migrate()
    case .readOnly:
      guard let version = try version() else { throw PostgreSQLError.empty }
      guard version <= PostgreSQLSchema.version else { throw PostgreSQLError.newerVersion(version) }
    }
  }

  /// The names of all runs, the oldest first.
  /// - Throws: ``PostgreSQLError``.
  package func runNames() throws -> [String] {
    try connection.rows("SELECT name FROM perftest.run ORDER BY time, id").compactMap { $0.first ?? nil }
  }

  // MARK: - Versions

  private func version() throws -> Int? {
    // Functions such as to_regclass may still not see what another transaction created before this one got the lock; a
    // query of the catalogue does, and so does every statement after it.
    let table = "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'perftest' AND tablename = 'version'"
    guard try !connection.rows(table).isEmpty else { return nil }
    return try connection.rows("SELECT number FROM perftest.version").first?[0].flatMap { Int($0) }
  }

  private func migrate() throws {
    if try version() == PostgreSQLSchema.version { return }
    try connection.transaction {
      // Two that create the tables at once would fail both.
      try takeLock()
      let version = try version()
      guard version ?? 0 <= PostgreSQLSchema.version else { throw PostgreSQLError.newerVersion(version ?? 0) }
      if version == nil { try expectNoTables() }
      for migration in PostgreSQLSchema.migrations[(version ?? 0)...] { try connection.execute(migration) }
      try connection.execute(
        "DELETE FROM perftest.version; INSERT INTO perftest.version VALUES (\(PostgreSQLSchema.version))")
    }
  }

  private func expectNoTables() throws {
    let tables = try connection.rows("SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'perftest' LIMIT 1")
    guard tables.isEmpty else { throw PostgreSQLError.foreign }
  }

  /// Waits until no other transaction writes; the lock ends with this one.
  func takeLock() throws { _ = try connection.rows("SELECT pg_advisory_xact_lock(\(PostgreSQLSchema.lock))") }
}
