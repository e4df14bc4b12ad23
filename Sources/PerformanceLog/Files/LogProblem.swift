/// Why a record is not in the log.
package enum LogProblem: Error, Equatable, Sendable {
  /// A file or folder cannot be written; its path and the system's number of the error.
  case unwritable(path: String, code: Int32)
  /// Another process has held the lock for too long; the path of the lock.
  case busy(path: String)
}
