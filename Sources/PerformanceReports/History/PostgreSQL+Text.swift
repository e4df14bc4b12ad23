import PerformanceBuild
import PerformanceHistory
import PerformanceSystem
import PerformanceText

extension PostgreSQLAddress.Problem {
  /// The problem, as the predicate of a sentence about the variable.
  package var text: String {
    switch self {
    case .otherScheme: "does not begin with postgresql:// or postgres://"
    case .invalidPort: "has a port that is not a number"
    case .unencoded: "has a user or password with a character that must be encoded"
    case .invalidEscape: "has a % without two hexadecimal digits after it"
    }
  }

  /// The remedy, as a sentence.
  package var remedy: String {
    switch self {
    case .otherScheme: "Write postgresql://USER@HOST/DATABASE."
    case .invalidPort, .unencoded, .invalidEscape:
      "In a user or password write %40 for @, %3A for :, %2F for /, %3F for ? and %25 for %."
    }
  }
}

extension PostgreSQLLibrary.Unavailability {
  /// Why the client library cannot be used, with what to install.
  package var text: String {
    switch self {
    case .notLoaded(let error):
      "PostgreSQL's client library is not installed (\(error.reason.printable)); on Debian install libpq5"
    case .missing(let function): "the installed client library of PostgreSQL has no function \(function)"
    }
  }
}

extension PostgreSQLError {
  /// A sentence for the terminal, without credentials.
  package var text: String {
    switch self {
    case .notConnected(let message):
      "the shared history cannot be reached (\(Self.line(message))); check PERFTEST_HISTORY and the network. The runs are "
        + "kept on this machine, and the next push sends them"
    case .failed(let state, let message):
      "the database of the shared history refused a statement (\(Self.line(message)), SQLSTATE \(state.printable)); "
        + "runs that were transferred before it are kept"
    case .newerVersion(let version):
      "a newer version of this package wrote the tables of the shared history (version \(version), this one knows "
        + "\(PostgreSQLSchema.version)); use that version of the package"
    case .foreign:
      "the schema 'perftest' of the database has tables of another program; use another database"
    case .empty: "the database has no history yet; the first 'history push' creates it"
    case .unstorable(let run):
      "run \(run.printable) has a name with the character 0 or a time that the database cannot store; nothing was pushed"
    }
  }

  /// The exit status of a command that ends with it.
  package var status: ExitStatus {
    switch self {
    case .notConnected, .failed, .empty: .notMeasurable
    case .newerVersion, .foreign, .unstorable: .configuration
    }
  }

  private static func line(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).joined(separator: " ").printable
  }
}
