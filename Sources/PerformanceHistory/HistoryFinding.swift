import Foundation
import PerformanceSystem

/// A difference between the index and what it should hold.
package enum HistoryFinding: Equatable, Sendable {
  /// SQLite's own check failed; its text.
  case damaged(String)
  /// The run of a log is not in the index.
  case lost(URL)
  /// The log has grown since it was taken in.
  case outdated(URL)
  /// The index has other numbers than the log.
  case different(URL)
  /// Rows of a table belong to no run or series.
  case orphans(table: String, rows: Int)
  /// A log cannot be read, so that its run cannot be compared.
  case unreadableLog(URL, InputError?)
}
