/// A compiled statement. Its values are bound in order, then it is stepped through its rows.
final class SQLiteStatement {
  private let handle: SQLiteLibrary.Handle
  private unowned let connection: SQLiteConnection
  private let library: SQLiteLibrary
  private var bound: Int32 = 0

  init(_ handle: SQLiteLibrary.Handle, of connection: SQLiteConnection) {
    self.handle = handle
    self.connection = connection
    library = connection.library
  }

  deinit { _ = library.finalize(handle) }

  /// Prepares it for the next values.
  func reset() {
    _ = library.reset(handle)
    bound = 0
  }

  // MARK: Values

  @discardableResult
  func bind(_ value: Int?) -> SQLiteStatement {
    bound += 1
    if let value { _ = library.bindInteger(handle, bound, Int64(value)) } else { _ = library.bindNull(handle, bound) }
    return self
  }

  @discardableResult
  func bind(_ value: Double?) -> SQLiteStatement {
    bound += 1
    if let value { _ = library.bindNumber(handle, bound, value) } else { _ = library.bindNull(handle, bound) }
    return self
  }

  @discardableResult
  func bind(_ value: String?) -> SQLiteStatement {
    bound += 1
    guard var value else {
      _ = library.bindNull(handle, bound)
      return self
    }
    value.withUTF8 { bytes in
      // Without an address it would be null, not an empty text.
      guard let begin = bytes.baseAddress else {
        _ = library.bindText(handle, bound, "", 0, SQLiteCode.transient)
        return
      }
      _ = library.bindText(handle, bound, begin, Int32(clamping: bytes.count), SQLiteCode.transient)
    }
    return self
  }

  /// Binds bytes; `nil` and no bytes are null.
  @discardableResult
  func bind(_ value: [UInt8]?) -> SQLiteStatement {
    bound += 1
    guard let value, !value.isEmpty else {
      _ = library.bindNull(handle, bound)
      return self
    }
    value.withUnsafeBytes { bytes in
      _ = library.bindBlob(handle, bound, bytes.baseAddress, Int32(clamping: bytes.count), SQLiteCode.transient)
    }
    return self
  }

  // MARK: Rows

  /// Advances to the next row; false after the last one.
  /// - Throws: ``SQLiteError``.
  func step() throws(SQLiteError) -> Bool {
    switch library.step(handle) {
    case SQLiteCode.row: return true
    case SQLiteCode.done:
      reset()
      return false
    default:
      let error = connection.lastError
      reset()
      throw error
    }
  }

  /// Executes a statement that gives no rows.
  /// - Throws: ``SQLiteError``.
  func run() throws(SQLiteError) {
    while try step() {}
  }

  /// Calls a function with each row.
  /// - Throws: ``SQLiteError``, or the error of the function.
  func forEachRow(_ body: (SQLiteStatement) throws -> Void) throws {
    defer { reset() }
    while try step() { try body(self) }
  }

  /// A value of each row.
  /// - Throws: ``SQLiteError``, or the error of the function.
  func rows<Value>(_ value: (SQLiteStatement) throws -> Value) throws -> [Value] {
    var all: [Value] = []
    try forEachRow { all.append(try value($0)) }
    return all
  }

  /// A value of the first row; `nil` without a row.
  /// - Throws: ``SQLiteError``, or the error of the function.
  func first<Value>(_ value: (SQLiteStatement) throws -> Value) throws -> Value? {
    defer { reset() }
    return try step() ? try value(self) : nil
  }

  // MARK: Columns, counted from 0

  func isNull(_ column: Int32) -> Bool { library.columnType(handle, column) == SQLiteCode.null }

  func integer(_ column: Int32) -> Int { Int(library.columnInteger(handle, column)) }

  func number(_ column: Int32) -> Double { library.columnNumber(handle, column) }

  func optionalInteger(_ column: Int32) -> Int? { isNull(column) ? nil : integer(column) }

  func optionalNumber(_ column: Int32) -> Double? { isNull(column) ? nil : number(column) }

  func text(_ column: Int32) -> String { optionalText(column) ?? "" }

  func optionalText(_ column: Int32) -> String? {
    // The text comes before its length: the call may convert it.
    guard let text = library.columnText(handle, column) else { return nil }
    let count = Int(library.columnBytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let blob = library.columnBlob(handle, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: blob, count: Int(library.columnBytes(handle, column))))
  }
}
