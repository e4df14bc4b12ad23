import Foundation
import PerformanceRecords
import PerformanceSystem
import Synchronization

/// The event log of this process's run: what is appended to the file is in the record at once.
package final class RunLog: Sendable {
  private let writer: EventLogWriter
  private let state = Mutex(State())

  private struct State {
    var record = RunRecord()
    /// Why an event is not in the file.
    var failure: (any Error)?
  }

  /// Opens the log for appending and creates its folder.
  /// - Throws: ``InputError`` when the folder or file cannot be written.
  package init(file: URL) throws { writer = try EventLogWriter(file: file) }

  /// The file.
  package var file: URL { writer.file }

  /// What this process has appended.
  package var record: RunRecord { state.withLock(\.record) }

  /// Why the file lacks something of the record; `nil` where it has all of it.
  package var problem: (any Error)? {
    if let failure = state.withLock(\.failure) { return failure }
    do {
      try writer.check()
      return nil
    } catch {
      return error
    }
  }

  /// Appends an event.
  /// - Throws: ``InputError`` when it could not be written whole.
  package func append(_ body: RunEvent.Body) throws {
    do {
      let event = try writer.append(body)
      state.withLock { $0.record.add(event) }
    } catch {
      state.withLock { $0.failure = $0.failure ?? error }
      throw error
    }
  }
}
