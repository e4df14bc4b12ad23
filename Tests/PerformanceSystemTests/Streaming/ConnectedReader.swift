import Foundation
import PerformanceSystem
import Synchronization

/// A reader of a socket, on a thread of its own.
final class ConnectedReader: Sendable {
  private final class State: Sendable {
    let data = Mutex(Data())
    let hasEnded = Mutex(false)
  }

  private let state = State()

  /// Nobody serves the path.
  struct Refused: Error {}

  init(_ path: String) throws {
    guard let descriptor = UnixSocket.connect(path) else { throw Refused() }
    let thread = Thread { [state] in
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
        state.data.withLock { $0.append(contentsOf: buffer[..<count]) }
      }
      close(descriptor)
      state.hasEnded.withLock { $0 = true }
    }
    thread.start()
  }

  /// What it has read so far.
  var data: Data { state.data.withLock { $0 } }

  /// Whether the other end was closed.
  var hasEnded: Bool { state.hasEnded.withLock { $0 } }
}
