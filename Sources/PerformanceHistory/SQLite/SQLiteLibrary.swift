import PerformanceSystem

/// SQLite's functions, from the library of the system, which is opened at run time.
package struct SQLiteLibrary: Sendable {
  /// The library's name on this system.
  #if os(macOS)
    package static let name = "libsqlite3.dylib"
  #else
    package static let name = "libsqlite3.so.0"
  #endif

  /// The first version with `STRICT` tables, as SQLite numbers it: 3.37.0.
  package static let oldest: Int32 = 3_037_000

  /// Why SQLite cannot be used.
  package enum Unavailability: Error, Equatable, Sendable {
    /// The library is absent or cannot be loaded.
    case notLoaded(DynamicLibraryError)
    /// The loaded file lacks a function.
    case missing(String)
    /// The library is older than ``SQLiteLibrary/oldest``; its version in SQLite's form.
    case tooOld(Int32)
  }

  typealias Handle = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  /// A destructor or one of SQLite's two markers for it, passed as a number: Swift cannot make a function of −1.
  typealias Destructor = Int

  let open: @Sendable @convention(c) (Text, UnsafeMutablePointer<Handle?>, Int32, Text?) -> Int32
  let close: @Sendable @convention(c) (Handle?) -> Int32
  let busyTimeout: @Sendable @convention(c) (Handle, Int32) -> Int32
  let message: @Sendable @convention(c) (Handle) -> Text?
  let extendedCode: @Sendable @convention(c) (Handle) -> Int32
  let execute: @Sendable @convention(c) (Handle, Text, UnsafeRawPointer?, UnsafeRawPointer?, UnsafeRawPointer?) -> Int32
  let prepare:
    @Sendable @convention(c) (Handle, Text, Int32, UInt32, UnsafeMutablePointer<Handle?>, UnsafeRawPointer?) -> Int32
  let bindInteger: @Sendable @convention(c) (Handle, Int32, Int64) -> Int32
  let bindNumber: @Sendable @convention(c) (Handle, Int32, Double) -> Int32
  let bindText: @Sendable @convention(c) (Handle, Int32, UnsafeRawPointer?, Int32, Destructor) -> Int32
  let bindBlob: @Sendable @convention(c) (Handle, Int32, UnsafeRawPointer?, Int32, Destructor) -> Int32
  let bindNull: @Sendable @convention(c) (Handle, Int32) -> Int32
  let step: @Sendable @convention(c) (Handle) -> Int32
  let reset: @Sendable @convention(c) (Handle) -> Int32
  let finalize: @Sendable @convention(c) (Handle) -> Int32
  let columnType: @Sendable @convention(c) (Handle, Int32) -> Int32
  let columnInteger: @Sendable @convention(c) (Handle, Int32) -> Int64
  let columnNumber: @Sendable @convention(c) (Handle, Int32) -> Double
  let columnText: @Sendable @convention(c) (Handle, Int32) -> UnsafePointer<UInt8>?
  let columnBlob: @Sendable @convention(c) (Handle, Int32) -> UnsafeRawPointer?
  let columnBytes: @Sendable @convention(c) (Handle, Int32) -> Int32

  /// Loads the library.
  /// - Throws: ``Unavailability``.
  package init(_ name: String = SQLiteLibrary.name) throws(Unavailability) {
    let library: DynamicLibrary
    do {
      library = try DynamicLibrary(name)
    } catch {
      throw .notLoaded(error)
    }
    func function<Function>(_ name: String) throws(Unavailability) -> Function {
      guard let function = library.symbol("sqlite3_" + name, as: Function.self) else {
        throw .missing("sqlite3_" + name)
      }
      return function
    }
    let version: @convention(c) () -> Int32 = try function("libversion_number")
    guard version() >= Self.oldest else { throw .tooOld(version()) }
    open = try function("open_v2")
    close = try function("close_v2")
    busyTimeout = try function("busy_timeout")
    message = try function("errmsg")
    extendedCode = try function("extended_errcode")
    execute = try function("exec")
    prepare = try function("prepare_v3")
    bindInteger = try function("bind_int64")
    bindNumber = try function("bind_double")
    bindText = try function("bind_text")
    bindBlob = try function("bind_blob")
    bindNull = try function("bind_null")
    step = try function("step")
    reset = try function("reset")
    finalize = try function("finalize")
    columnType = try function("column_type")
    columnInteger = try function("column_int64")
    columnNumber = try function("column_double")
    columnText = try function("column_text")
    columnBlob = try function("column_blob")
    columnBytes = try function("column_bytes")
  }
}

/// SQLite's return codes and flags that this package uses, as `sqlite3.h` defines them.
enum SQLiteCode {
  static let ok: Int32 = 0
  static let row: Int32 = 100
  static let done: Int32 = 101
  static let null: Int32 = 5
  static let corrupt: Int32 = 11

  static let openReadOnly: Int32 = 1
  static let openReadWrite: Int32 = 2
  static let openCreate: Int32 = 4
  static let openURI: Int32 = 0x40
  /// One thread at a time uses a connection.
  static let openWithoutMutex: Int32 = 0x8000
  static let openExtendedCodes: Int32 = 0x0200_0000
  static let preparePersistent: UInt32 = 1
  /// SQLite copies the bound bytes.
  static let transient: SQLiteLibrary.Destructor = -1
}
