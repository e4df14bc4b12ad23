import Foundation
import PerformanceRecords
import PerformanceSystem
import Synchronization

/// The event log of this process's run, with the record of its events.
package final class RunLog: Sendable {
  private let writer: EventLogWriter
  private let state = Mutex(State())

  private struct State {
    var record = RunRecord()
    /// The first error of appending.
    var failure: (any Error)?
  }

  /// Opens the log for appending and creates its folder.
  /// - Throws: ``InputError`` when the folder or file cannot be written.
  package init(file: URL) throws { writer = try EventLogWriter(file: file) }

  /// The file.
  package var file: URL { writer.file }

  /// The record of the events that this process appended.
  package var record: RunRecord { state.withLock(\.record) }

  /// Why the file lacks events of the record; `nil` where it is complete.
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
  /// - Throws: ``InputError`` when it could not be written completely.
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
