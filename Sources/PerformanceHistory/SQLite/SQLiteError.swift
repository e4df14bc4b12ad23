/// A failed call of SQLite.
package struct SQLiteError: Error, Equatable, Sendable {
  /// The kind of a failure, which decides what happens next.
  package enum Kind: Equatable, Sendable {
    /// Another process writes for longer than the time limit.
    case busy
    /// The file or its folder may not be written.
    case readOnly
    /// The disk is full.
    case full
    /// The file is damaged, cut or no database.
    case damaged
    /// The file cannot be opened.
    case unopened
    /// A read or write failed.
    case inputOutput
    /// Any other failure.
    case other
  }

  /// The extended result code.
  package var code: Int32
  /// SQLite's message.
  package var message: String

  package init(code: Int32, message: String) {
    self.code = code
    self.message = message
  }

  /// The kind of the failure.
  package var kind: Kind {
    switch code & 0xff {
    case 5, 6: .busy
    case 8, 3: .readOnly
    case 13: .full
    case 11, 26: .damaged
    case 14: .unopened
    case 10: .inputOutput
    default: .other
    }
  }
}
