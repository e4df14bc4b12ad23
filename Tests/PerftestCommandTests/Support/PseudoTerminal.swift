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
    guard fcntl(master, F_SETFL, O_NONBLOCK) == 0 else { throw Unavailable(errno: errno) }
    try resize(columns: columns, rows: rows)
  }

  /// Gives it another size, which the system reports to its foreground processes.
  func resize(columns: UInt16, rows: UInt16) throws {
    var size = winsize()
    (size.ws_col, size.ws_row) = (columns, rows)
    guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw Unavailable(errno: errno) }
  }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = bytes.withUnsafeBytes { Foundation.write(master, $0.baseAddress, $0.count) }
  }

  /// The settings of its line: modes, and what each special key is.
  var settings: [UInt32] {
    var settings = termios()
    guard tcgetattr(master, &settings) == 0 else { return [] }
    let keys = withUnsafeBytes(of: &settings.c_cc) { $0.map { UInt32($0) } }
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag] + keys
  }

  deinit { close(master) }

  /// Everything that was written so far.
  var text: String {
    readOn()
    return written.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads what was written since the last time.
  /// - Returns: Those bytes alone.
  @discardableResult
  func readOn() -> Data {
    var buffer = [UInt8](repeating: 0, count: 65536)
    return written.withLock { data in
      let begin = data.count
      while case let count = read(master, &buffer, buffer.count), count > 0 {
        data.append(contentsOf: buffer[..<count])
      }
      return data[begin...]
    }
  }

  /// Waits until a text was written.
  func wait(for text: String) async throws { try await Patience.wait { self.text.contains(text) } }
}
