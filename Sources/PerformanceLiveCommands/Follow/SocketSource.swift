import Foundation
import PerformanceRecords
import PerformanceSystem

/// The lines that a run sends to a socket.
final class SocketSource: EventSource {
  private let descriptor: Int32
  private var rest = Data()

  /// - Throws: ``InputError`` where no run serves the path.
  init(_ path: String) throws(InputError) {
    guard let descriptor = UnixSocket.connect(path) else {
      throw InputError(
        file: path, problem: "is served by no run",
        remedy: "Start one with '\(PerftestCommand.prefix) gate --events unix:\(path)'.")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func next(waiting milliseconds: Int32) -> EventLinesRead {
    var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, milliseconds) > 0 else { return .lines([]) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return count < 0 && errno == EINTR ? .lines([]) : .ended }
    rest.append(contentsOf: buffer[..<count])
    guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return .lines([]) }
    let lines = rest[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Data($0) }
    rest = Data(rest[(end + 1)...])
    return .lines(lines)
  }
}
