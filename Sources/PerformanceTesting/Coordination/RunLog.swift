import Foundation
import PerformanceRecords
import PerformanceSystem
import Synchronization

/// The event log of this process's run, with the record of its events and the readers that get them as they happen.
package final class RunLog: Sendable {
  private let writer: EventLogWriter
  private let relay: StreamRelay?
  private let state = Mutex(State())

  private struct State {
    var record = RunRecord()
    /// The first error of appending.
    var failure: (any Error)?
  }

  /// Opens the log for appending and creates its folder.
  /// - Parameter destinations: where its lines also go.
  /// - Throws: ``InputError`` when the folder, the file or a destination cannot be written.
  package init(file: URL, sentTo destinations: [StreamDestination] = []) throws {
    relay = destinations.isEmpty ? nil : try StreamRelay(destinations)
    writer = try EventLogWriter(file: file)
    relay?.follow(file)
  }

  /// Sends the rest of the log to its readers, and closes the destinations.
  package func closeDestinations() -> StreamRelay.Losses { relay?.finish() ?? StreamRelay.Losses() }

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
