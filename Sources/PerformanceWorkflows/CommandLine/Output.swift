import Foundation
import PerformanceSystem
import PerformanceText

/// The two streams of the command: results to standard output, everything else to standard error.
package enum Output {
  /// Writes a line to standard output.
  package static func line(_ text: String) { write(text + "\n", to: 1) }

  /// Writes a document to standard output.
  package static func json(_ value: some Encodable) throws {
    write(String(decoding: try PrettyJSON.encode(value), as: UTF8.self), to: 1)
  }

  /// Writes a line to standard error.
  package static func error(_ text: String) { write(text + "\n", to: 2) }

  /// Writes raw text; a closed pipe is the reader's business.
  /// - Returns: whether all of it was written.
  @discardableResult
  package static func write(_ text: String, to descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let written = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { return false }
      offset += written
    }
    return true
  }

  /// Whether a stream is a terminal that can redraw a line.
  package static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Whether a stream gets colours: a terminal, unless `NO_COLOR` is set (no-color.org).
  package static func colour(of descriptor: Int32) -> Colour {
    isTerminal(descriptor) && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty ? .on : .off
  }

  /// The columns of a terminal; 120 where it is none, as logs are read on wide screens.
  package static func width(of descriptor: Int32) -> Int {
    guard let size = screenSize(of: descriptor), size.columns >= 40 else { return 120 }
    return size.columns
  }

  /// The size of a terminal now; `nil` where it is none or does not tell.
  package static func screenSize(of descriptor: Int32) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
