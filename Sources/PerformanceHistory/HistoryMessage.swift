import Foundation
import PerformanceSystem

/// A condition of a history that a user should know of. None of them changes a verdict.
package enum HistoryMessage: Equatable, Sendable {
  /// SQLite is not there: results come from the logs, which have the newest runs only.
  case noLibrary(SQLiteLibrary.Unavailability)
  /// The index could not be used and has another name now; a new one was made from the logs. `remains` is `nil` where
  /// nothing of the old one can be read.
  case movedAside(to: URL, because: MoveCause, remains: Remains?)
  /// The index could not be written.
  case notWritten(WriteFailure, results: Results)
  /// The index could not be read: results come from the logs.
  case notRead(SQLiteError)
  /// A log could not be read, and its run is missing; without an error the file cannot be opened.
  case unreadableLog(URL, InputError?)
  /// The system could not write a log to the disk, so that its run was not taken in.
  case unsynchronizedLog(URL)
  /// A log has the run of another one, and was left out.
  case sameRun(log: URL, as: String)
  /// A log is shorter than when it was taken in; what was read then stays.
  case shorterLog(URL)
  /// Rows were removed, but the file was not made smaller.
  case notShrunk(SQLiteError)

  /// Why an index was moved.
  package enum MoveCause: Equatable, Sendable {
    /// It is damaged or cut.
    case damaged(SQLiteError)
    /// A newer version of this package wrote it; the version of its tables.
    case newerVersion(Int)
    /// Another program wrote it.
    case foreign
  }

  /// The runs of a moved index that no log has any more.
  package struct Remains: Equatable, Sendable {
    /// Those that were taken over.
    package var kept = 0
    /// Those that could not be read.
    package var lost = 0

    package init(kept: Int = 0, lost: Int = 0) {
      self.kept = kept
      self.lost = lost
    }
  }

  /// Where results come from without an index that can be written.
  package enum Results: Equatable, Sendable {
    /// From the index as it is, and from the logs that are not in it.
    case indexAndLogs
    /// From the logs, which have the newest runs only.
    case logs
  }

  /// Why the index could not be written.
  package enum WriteFailure: Equatable, Sendable {
    case database(SQLiteError)
    /// The state folder cannot be written.
    case folder(InputError)
    /// Another process has been writing for longer than the time limit.
    case busy
    /// A value cannot be written; the error as text.
    case other(String)
  }
}
