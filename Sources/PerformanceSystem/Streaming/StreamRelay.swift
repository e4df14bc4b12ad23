import Foundation
import Synchronization

/// Sends a growing file to readers, from its beginning and while it grows, on a thread of its own.
///
/// The writer of the file knows nothing of it. No reader is waited for: one that takes nothing for five seconds while
/// there is more is dropped.
package final class StreamRelay: Sendable {
  /// What readers did not get.
  package struct Losses: Equatable, Sendable {
    /// A destination that could not be written.
    package struct Failure: Equatable, Sendable {
      /// The destination.
      package let destination: StreamDestination
      /// The error number of the system.
      package let code: Int32

      package init(_ destination: StreamDestination, code: Int32) {
        (self.destination, self.code) = (destination, code)
      }
    }

    /// The number of readers that were served.
    package var readers = 0
    /// The number of those that were dropped because they did not read.
    package var dropped = 0
    /// The destinations that failed; readers that closed their end did not.
    package var failures: [Failure] = []

    package init(readers: Int = 0, dropped: Int = 0, failures: [Failure] = []) {
      (self.readers, self.dropped, self.failures) = (readers, dropped, failures)
    }
  }

  /// What both threads use.
  private final class Shared: Sendable {
    let state = Mutex(StreamState())
    let end = DispatchSemaphore(value: 0)
  }

  private let shared = Shared()

  /// Opens the destinations and starts the thread.
  /// - Throws: ``InputError`` for a destination that cannot be opened.
  package init(_ destinations: [StreamDestination]) throws(InputError) {
    let outlets = try StreamOutlets(destinations)
    let thread = Thread { [shared] in
      // Writing to a pipe that its reader has closed must not end the process.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      outlets.serve { losses in
        shared.state.withLock { state in
          state.losses = losses
          return state
        }
      }
      shared.end.signal()
    }
    thread.start()
  }

  /// Names the file, which need not exist yet; a later call with the same one does nothing.
  package func follow(_ file: URL) { shared.state.withLock { $0.file = file } }

  /// The number of readers that were served so far.
  package var readers: Int { shared.state.withLock(\.losses.readers) }

  /// Sends the rest of the file to readers that take it, and closes all destinations.
  ///
  /// Waits at most half a second for readers that take nothing, and five seconds in all.
  package func finish() -> Losses {
    let isFirst = shared.state.withLock { state in
      defer { state.isEnding = true }
      return !state.isEnding
    }
    if isFirst { shared.end.wait() }
    return shared.state.withLock(\.losses)
  }
}

/// What the thread of a relay needs, and what it leaves.
struct StreamState: Sendable {
  var file: URL?
  var isEnding = false
  var losses = StreamRelay.Losses()
}
