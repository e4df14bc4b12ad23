import Foundation

/// An open database. One thread at a time may use it.
package final class SQLiteConnection {
  /// How a database is opened.
  package enum Access: Sendable {
    /// It is created where it does not exist.
    case readWrite
    case readOnly
    /// The database is read as if nobody could write it, without its write-ahead log. In a folder that may not be written
    /// nothing else is possible: every other way makes a file beside the database.
    case immutable

    fileprivate var flags: Int32 {
      switch self {
      case .readWrite: SQLiteCode.openReadWrite | SQLiteCode.openCreate
      case .readOnly: SQLiteCode.openReadOnly
      case .immutable: SQLiteCode.openReadOnly | SQLiteCode.openURI
      }
    }

    fileprivate func name(of file: URL) -> String {
      switch self {
      case .readWrite, .readOnly: file.path
      case .immutable: file.absoluteString + "?immutable=1"
      }
    }
  }

  /// How long a call waits for another process that writes, in milliseconds.
  private static let patience: Int32 = 20_000

  let library: SQLiteLibrary
  private let handle: SQLiteLibrary.Handle
  private var statements: [String: SQLiteStatement] = [:]

  /// Opens a database.
  /// - Throws: ``SQLiteError``.
  package init(_ file: URL, _ access: Access, library: SQLiteLibrary) throws(SQLiteError) {
    self.library = library
    var opened: SQLiteLibrary.Handle?
    let flags = access.flags | SQLiteCode.openWithoutMutex | SQLiteCode.openExtendedCodes
    let code = library.open(access.name(of: file), &opened, flags, nil)
    guard code == SQLiteCode.ok, let opened else {
      let message = opened.flatMap(library.message).map { String(cString: $0) } ?? ""
      _ = library.close(opened)
      throw SQLiteError(code: code, message: message)
    }
    handle = opened
    _ = library.busyTimeout(handle, Self.patience)
  }

  deinit {
    statements = [:]
    _ = library.close(handle)
  }

  /// The error of the last call.
  var lastError: SQLiteError {
    SQLiteError(
      code: library.extendedCode(handle), message: library.message(handle).map { String(cString: $0) } ?? "")
  }

  /// Executes statements that give no rows.
  /// - Throws: ``SQLiteError``.
  package func execute(_ sql: String) throws(SQLiteError) {
    guard library.execute(handle, sql, nil, nil, nil) == SQLiteCode.ok else { throw lastError }
  }

  /// The compiled statement of this text, ready to bind; compiled once for each connection.
  /// - Throws: ``SQLiteError``.
  func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
    if let statement = statements[sql] {
      statement.reset()
      return statement
    }
    var compiled: SQLiteLibrary.Handle?
    let code = library.prepare(handle, sql, -1, SQLiteCode.preparePersistent, &compiled, nil)
    guard code == SQLiteCode.ok, let compiled else { throw lastError }
    let statement = SQLiteStatement(compiled, of: self)
    statements[sql] = statement
    return statement
  }

  /// Runs a function in a transaction that writes; an error of the function undoes it.
  ///
  /// It takes the lock at the start: a reading transaction that begins to write fails at once where another process
  /// wrote meanwhile.
  /// - Throws: ``SQLiteError``, or the error of the function.
  func writing<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has undone it already after some errors; then there is nothing to undo.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// Runs a function that sees one state of the database, whatever other processes write meanwhile.
  /// - Throws: ``SQLiteError``, or the error of the function.
  func reading<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN")
    defer { try? execute("COMMIT") }
    return try body()
  }
}
