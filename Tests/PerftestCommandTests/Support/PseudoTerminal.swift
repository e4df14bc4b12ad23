import Foundation
import PerformanceTestSupport
import Synchronization

/// A terminal whose screen is a text: what programs write to it is collected, escape sequences and all.
final class PseudoTerminal: Sendable {
  /// The file to write to.
  let file: String
  private let master: Int32
  private let written = Mutex(Data())

  // TIOCSPTLCK and TIOCGPTN of Linux: Swift sees neither these macros nor what POSIX has for a pseudo-terminal.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  /// There is none to be had.
  struct Unavailable: Error { var errno: Int32 }

  /// A terminal of this size.
  init(columns: UInt16, rows: UInt16) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (isLocked, number): (CInt, CUnsignedInt) = (0, 0)
    guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0, ioctl(master, Self.getNumber, &number) == 0 else {
      throw Unavailable(errno: errno)
    }
    file = "/dev/pts/\(number)"
    var size = winsize()
    (size.ws_col, size.ws_row) = (columns, rows)
    guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0, fcntl(master, F_SETFL, O_NONBLOCK) == 0 else {
      throw Unavailable(errno: errno)
    }
  }

  deinit { close(master) }

  /// Everything that was written so far.
  var text: String {
    var buffer = [UInt8](repeating: 0, count: 65536)
    return written.withLock { data in
      while case let count = read(master, &buffer, buffer.count), count > 0 {
        data.append(contentsOf: buffer[..<count])
      }
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// Waits until a text was written.
  func wait(for text: String) async throws { try await Patience.wait { self.text.contains(text) } }
}
