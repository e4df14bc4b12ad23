import PerformanceSystem

/// The functions of PostgreSQL's client, from the library of the system, which is opened at run time.
package struct PostgreSQLLibrary: Sendable {
  /// The library's name on this system.
  #if os(macOS)
    package static let name = "libpq.5.dylib"
  #else
    package static let name = "libpq.so.5"
  #endif

  /// Why the client cannot be used.
  package enum Unavailability: Error, Equatable, Sendable {
    /// The library is absent or cannot be loaded.
    case notLoaded(DynamicLibraryError)
    /// The loaded file lacks a function.
    case missing(String)
  }

  typealias Handle = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  typealias Texts = UnsafePointer<UnsafePointer<CChar>?>
  typealias NoticeProcessor = @convention(c) (UnsafeMutableRawPointer?, Text?) -> Void

  let connect: @Sendable @convention(c) (Texts, Texts, Int32) -> Handle?
  let status: @Sendable @convention(c) (Handle?) -> Int32
  let errorMessage: @Sendable @convention(c) (Handle?) -> Text?
  let finish: @Sendable @convention(c) (Handle?) -> Void
  let setNoticeProcessor: @Sendable @convention(c) (Handle, NoticeProcessor?, UnsafeMutableRawPointer?) -> Int
  let execute: @Sendable @convention(c) (Handle, Text) -> Handle?
  let executeParameters:
    @Sendable @convention(c) (
      Handle, Text, Int32, UnsafeRawPointer?, Texts?, UnsafeRawPointer?, UnsafeRawPointer?, Int32
    ) -> Handle?
  let resultStatus: @Sendable @convention(c) (Handle?) -> Int32
  let resultField: @Sendable @convention(c) (Handle?, Int32) -> Text?
  let rowCount: @Sendable @convention(c) (Handle?) -> Int32
  let columnCount: @Sendable @convention(c) (Handle?) -> Int32
  let value: @Sendable @convention(c) (Handle?, Int32, Int32) -> UnsafePointer<UInt8>?
  let length: @Sendable @convention(c) (Handle?, Int32, Int32) -> Int32
  let isNull: @Sendable @convention(c) (Handle?, Int32, Int32) -> Int32
  let clear: @Sendable @convention(c) (Handle?) -> Void
  let putCopyData: @Sendable @convention(c) (Handle, UnsafeRawPointer?, Int32) -> Int32
  let putCopyEnd: @Sendable @convention(c) (Handle, Text?) -> Int32
  let nextResult: @Sendable @convention(c) (Handle) -> Handle?

  /// Loads the library.
  /// - Throws: ``Unavailability``.
  package init(_ name: String = PostgreSQLLibrary.name) throws(Unavailability) {
    let library: DynamicLibrary
    do {
      library = try DynamicLibrary(name)
    } catch {
      throw .notLoaded(error)
    }
    func function<Function>(_ name: String) throws(Unavailability) -> Function {
      guard let function = library.symbol("PQ" + name, as: Function.self) else { throw .missing("PQ" + name) }
      return function
    }
    connect = try function("connectdbParams")
    status = try function("status")
    errorMessage = try function("errorMessage")
    finish = try function("finish")
    setNoticeProcessor = try function("setNoticeProcessor")
    execute = try function("exec")
    executeParameters = try function("execParams")
    resultStatus = try function("resultStatus")
    resultField = try function("resultErrorField")
    rowCount = try function("ntuples")
    columnCount = try function("nfields")
    value = try function("getvalue")
    length = try function("getlength")
    isNull = try function("getisnull")
    clear = try function("clear")
    putCopyData = try function("putCopyData")
    putCopyEnd = try function("putCopyEnd")
    nextResult = try function("getResult")
  }
}

/// Constants of PostgreSQL's C interface.
enum PostgreSQLCode {
  static let connectionOK: Int32 = 0
  static let commandOK: Int32 = 1
  static let rows: Int32 = 2
  static let copyIn: Int32 = 4
  /// The field of a result's error that has the five characters of its state.
  static let stateField = Int32(UInt8(ascii: "C"))
  static let messageField = Int32(UInt8(ascii: "M"))
}
