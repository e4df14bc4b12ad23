/// Why a shared history in PostgreSQL cannot be used.
package enum PostgreSQLError: Error, Equatable, Sendable {
  /// There is no connection; the message of the client, without credentials.
  case notConnected(String)
  /// A statement failed; its state and the message of the server.
  case failed(state: String, message: String)
  /// A newer version of this package wrote the tables; their version.
  case newerVersion(Int)
  /// Another program's tables have the name.
  case foreign
  /// There are no tables yet.
  case empty
  /// A run has a text that the database cannot store; the name of the run.
  case unstorable(String)
}
