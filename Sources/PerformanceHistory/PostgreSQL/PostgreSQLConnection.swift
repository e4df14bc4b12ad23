import Foundation

/// A connection to a database. One thread at a time may use it.
final class PostgreSQLConnection {
  /// Values of a row; `nil` for a null.
  typealias Row = [String?]

  /// Limits of a session: what hangs ends.
  private static let settings = """
    SET statement_timeout = '300s'; SET lock_timeout = '120s'; SET idle_in_transaction_session_timeout = '300s';
    SET timezone = 'UTC'; SET extra_float_digits = 1; SET client_min_messages = warning
    """
  /// What an address may replace: seconds until a connection is there, and milliseconds until a dead one is noticed.
  private static let defaults = [
    ("connect_timeout", "10"), ("tcp_user_timeout", "60000"), ("fallback_application_name", "perftest"),
    ("client_encoding", "UTF8"),
  ]
  /// The bytes that are sent at once.
  private static let block = 1 << 16

  private let library: PostgreSQLLibrary
  private let address: PostgreSQLAddress
  private let handle: PostgreSQLLibrary.Handle

  /// Connects.
  /// - Throws: ``PostgreSQLError``.
  init(_ address: PostgreSQLAddress, library: PostgreSQLLibrary) throws {
    self.library = library
    self.address = address
    // A parameter of the address replaces an earlier one of the same name.
    let parameters = Self.defaults + [("dbname", address.text)]
    let opened = Self.withTexts(parameters.map { $0.0 }) { names in
      Self.withTexts(parameters.map { $0.1 }) { values in library.connect(names, values, 1) }
    }
    guard let opened else { throw PostgreSQLError.notConnected("") }
    guard library.status(opened) == PostgreSQLCode.connectionOK else {
      let message = library.errorMessage(opened).map { String(cString: $0) } ?? ""
      library.finish(opened)
      throw PostgreSQLError.notConnected(address.withoutSecrets(message))
    }
    handle = opened
    _ = library.setNoticeProcessor(opened, { _, _ in }, nil)
    try execute(Self.settings)
  }

  deinit { library.finish(handle) }

  /// Executes one or more statements without parameters.
  /// - Throws: ``PostgreSQLError``.
  func execute(_ sql: String) throws { _ = try rows(of: library.execute(handle, sql)) }

  /// The rows of a statement.
  /// - Throws: ``PostgreSQLError``.
  func rows(_ sql: String, _ parameters: [String] = []) throws -> [Row] {
    let result = Self.withTexts(parameters) { values in
      library.executeParameters(handle, sql, Int32(parameters.count), nil, values, nil, nil, 0)
    }
    return try rows(of: result)
  }

  /// Sends rows into a table.
  /// - Throws: ``PostgreSQLError``; then none of them is there.
  func copy(_ rows: some Sequence<CopyRow>, into table: String) throws {
    let begun = library.execute(handle, "COPY \(table) FROM STDIN")
    defer { library.clear(begun) }
    guard library.resultStatus(begun) == PostgreSQLCode.copyIn else { throw error(of: begun) }
    var bytes: [UInt8] = []
    for row in rows {
      row.append(to: &bytes)
      if bytes.count >= Self.block { try send(&bytes) }
    }
    try send(&bytes)
    guard library.putCopyEnd(handle, nil) == 1 else { throw connectionError }
    var failure: PostgreSQLError?
    while let result = library.nextResult(handle) {
      if library.resultStatus(result) != PostgreSQLCode.commandOK { failure = failure ?? error(of: result) }
      library.clear(result)
    }
    if let failure { throw failure }
  }

  /// Runs a function in a transaction; an error of the function undoes it.
  /// - Throws: ``PostgreSQLError``, or the error of the function.
  func transaction<Result>(_ mode: String = "", _ body: () throws -> Result) throws -> Result {
    try execute("BEGIN " + mode)
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // Without a connection the server has undone it.
      try? execute("ROLLBACK")
      throw error
    }
  }

  // MARK: - Results

  private func send(_ bytes: inout [UInt8]) throws {
    guard !bytes.isEmpty else { return }
    let status = bytes.withUnsafeBytes { library.putCopyData(handle, $0.baseAddress, Int32(clamping: $0.count)) }
    guard status == 1 else { throw connectionError }
    bytes.removeAll(keepingCapacity: true)
  }

  private func rows(of result: PostgreSQLLibrary.Handle?) throws -> [Row] {
    defer { library.clear(result) }
    switch library.resultStatus(result) {
    case PostgreSQLCode.commandOK: return []
    case PostgreSQLCode.rows:
      let columns = 0..<library.columnCount(result)
      return (0..<library.rowCount(result)).map { row in columns.map { text(result, row, $0) } }
    default: throw error(of: result)
    }
  }

  private func text(_ result: PostgreSQLLibrary.Handle?, _ row: Int32, _ column: Int32) -> String? {
    guard library.isNull(result, row, column) == 0, let value = library.value(result, row, column) else { return nil }
    let bytes = UnsafeBufferPointer(start: value, count: Int(library.length(result, row, column)))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func error(of result: PostgreSQLLibrary.Handle?) -> PostgreSQLError {
    // A result without a state is one of the client: the connection is gone.
    guard let state = library.resultField(result, PostgreSQLCode.stateField) else { return connectionError }
    let message = library.resultField(result, PostgreSQLCode.messageField).map { String(cString: $0) } ?? ""
    return .failed(state: String(cString: state), message: address.withoutSecrets(message))
  }

  private var connectionError: PostgreSQLError {
    .notConnected(address.withoutSecrets(library.errorMessage(handle).map { String(cString: $0) } ?? ""))
  }

  private static func withTexts<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        var nothing: UnsafePointer<CChar>?
        return withUnsafePointer(to: &nothing) { body($0) }
      }
      return body(base)
    }
  }
}
