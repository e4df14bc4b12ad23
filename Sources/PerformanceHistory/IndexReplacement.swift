import Foundation
import PerformanceRecords
import PerformanceSystem

/// Replaces an index that cannot be used.
///
/// The new index is made beside the old one and gets its name when it has everything, so that a process that ends at any
/// point leaves the old index or the whole new one. What such a process made is continued. Whoever replaces an index
/// holds the ``HistoryLock``.
struct IndexReplacement {
  let state: StateFolder
  let library: SQLiteLibrary

  /// Makes a new index of the logs and of what can be read in the old one, which is moved aside.
  /// - Returns: The old index under its new name, and the runs without a log that it had; `nil` where nothing in it can be
  ///   read.
  /// - Throws: ``SQLiteError`` or ``InputError``; the old index is then as it was.
  func replace(_ cause: HistoryMessage.MoveCause) throws -> (aside: URL, remains: HistoryMessage.Remains?) {
    let remains: HistoryMessage.Remains?
    do {
      remains = try fill(takingOver: cause != .foreign)
    } catch let error as SQLiteError where error.kind == .damaged {
      files.remove()
      throw error
    }
    let aside = try HistoryFiles(database: state.history).moveAside()
    try finish()
    return (aside, remains)
  }

  /// Gives the new index its name, where a process ended before it did so.
  /// - Throws: ``InputError`` where the folder cannot be written, ``SQLiteError``, or ``HistoryIndex/Problem``.
  func finish() throws {
    guard FileIdentity(of: state.history) == nil, FileIdentity(of: files.database) != nil else { return }
    try HistoryFiles(database: state.history).finishMove()
    if files.hasWriteAheadLog { try open().checkpoint() }
    guard rename(files.database.path, state.history.path) == 0 else { throw InputError.unwritable(state.history) }
    // The names are on the disk with their folder.
    _ = RunContents.Log.synchronize(state.url)
  }

  private var files: HistoryFiles { HistoryFiles(database: state.historyReplacement) }

  private func fill(takingOver: Bool) throws -> HistoryMessage.Remains? {
    let index = try openOrCreate()
    _ = try HistoryIngest(state: state, renewal: .grown).add(to: index)
    let remains = takingOver ? try index.takeOver(from: state.history, library: library) : nil
    try index.checkpoint()
    return remains
  }

  /// The index that an ended process has begun, or a new one.
  private func openOrCreate() throws -> HistoryIndex {
    do {
      return try open()
    } catch is HistoryIndex.Problem {
      files.remove()
    } catch let error as SQLiteError where error.kind == .damaged {
      files.remove()
    }
    return try open()
  }

  private func open() throws -> HistoryIndex { try HistoryIndex(file: files.database, library: library) }
}
