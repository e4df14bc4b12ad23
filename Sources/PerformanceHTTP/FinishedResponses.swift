import Foundation
import Synchronization

/// The responses that the threads of a server have made, and a pipe that wakes the server for them.
final class FinishedResponses: Sendable {
  private let made = Mutex<[(Int, HTTPResponse)]>([])
  /// Readable while there are responses; -1 where the system had no pipe, and the server looks by itself.
  let wake: Int32
  private let end: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for descriptor in ends {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      }
    }
    (wake, end) = (ends[0], ends[1])
  }

  deinit { for descriptor in [wake, end] where descriptor >= 0 { close(descriptor) } }

  /// Adds the response to the request of a connection.
  func add(_ response: HTTPResponse, to connection: Int) {
    made.withLock { $0.append((connection, response)) }
    // A full pipe wakes as well.
    withUnsafeBytes(of: UInt8(1)) { _ = write(end, $0.baseAddress, 1) }
  }

  /// Takes the responses, each with its connection.
  func take() -> [(Int, HTTPResponse)] {
    var buffer = [UInt8](repeating: 0, count: 256)
    while read(wake, &buffer, buffer.count) > 0 {}
    return made.withLock { made in
      defer { made = [] }
      return made
    }
  }
}
