import Foundation
import PerformanceBuild
import PerformanceHealth
import PerformanceSystem
import PerformanceText

/// The output of a command: results to standard output, everything else to standard error.
package struct Output: Sendable {
  /// The size of a terminal in characters.
  package struct Size: Equatable, Sendable {
    /// The width.
    package var columns: Int
    /// The height.
    package var rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// One of the two streams, with the properties of its reader.
  package struct Stream: Sendable {
    /// Whether it is a terminal that can redraw a line.
    package let isTerminal: Bool
    /// Whether the text is coloured.
    package let colour: Colour
    private let currentSize: @Sendable () -> Size?
    private let sink: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - size: the current size of the terminal; `nil` for another file, or where the terminal reports none.
    ///   - sink: writes a text; returns false if a part was not written.
    package init(
      isTerminal: Bool = false, colour: Colour = .off, size: @escaping @Sendable () -> Size? = { nil },
      sink: @escaping @Sendable (String) -> Bool
    ) {
      self.isTerminal = isTerminal
      self.colour = colour
      currentSize = size
      self.sink = sink
    }

    /// The current size of the terminal; `nil` for another file, or where the terminal reports none.
    package var size: Size? { currentSize() }

    /// The columns of a terminal, else 120, the usual width of log viewers.
    package var width: Int { size.map(\.columns).flatMap { $0 < 40 ? nil : $0 } ?? 120 }

    /// Writes raw text; a closed pipe is not an error.
    /// - Returns: Whether all of it was written.
    @discardableResult
    package func write(_ text: String) -> Bool { sink(text) }
  }

  /// Standard output.
  package let results: Stream
  /// Standard error.
  package private(set) var messages: Stream
  /// The supervisor that gets the progress; `nil` where this process is no service.
  package let supervisor: ServiceSupervisor?

  package init(results: Stream, messages: Stream, supervisor: ServiceSupervisor? = nil) {
    self.results = results
    self.messages = messages
    self.supervisor = supervisor
  }

  /// Writes a line to standard output.
  package func line(_ text: String) { results.write(text + "\n") }

  /// Writes lines to standard output, made for its width and colour.
  package func lines(_ lines: (_ width: Int, _ colour: Colour) -> [String]) {
    line(lines(results.width, results.colour).joined(separator: "\n"))
  }

  /// Writes a document to standard output.
  package func json(_ value: some Encodable) throws {
    results.write(String(decoding: try PrettyJSON.encode(value), as: UTF8.self))
  }

  /// Writes a line to standard error.
  package func error(_ text: String) { messages.write(text + "\n") }
}

extension Output {
  /// The word that begins a warning.
  package static let warning = "warning: "

  /// The same streams; a function gets each warning that they show.
  package func observingWarnings(_ observe: @escaping @Sendable (String) -> Void) -> Output {
    let stream = messages
    // A copy: what else an output has, such as its supervisor, stays.
    var output = self
    output.messages = Stream(isTerminal: stream.isTerminal, colour: stream.colour, size: { stream.size }) { text in
      if text.hasPrefix(Self.warning) { observe(String(text.dropFirst(Self.warning.count))) }
      return stream.write(text)
    }
    return output
  }

  /// The streams of this process.
  /// - Parameter environment: `TERM` and `NO_COLOR` decide about redrawing and colours (no-color.org).
  package static func process(environment: [String: String]) -> Output {
    Output(
      results: Stream(descriptor: STDOUT_FILENO, environment: environment),
      messages: Stream(descriptor: STDERR_FILENO, environment: environment),
      supervisor: ServiceSupervisor(environment: environment))
  }
}

extension Output.Stream {
  fileprivate init(descriptor: Int32, environment: [String: String]) {
    let isTerminal = isatty(descriptor) == 1 && environment["TERM"] != "dumb"
    self.init(
      isTerminal: isTerminal, colour: isTerminal && environment.setting("NO_COLOR") == nil ? .on : .off,
      size: { Self.size(of: descriptor) }, sink: { Self.write($0, to: descriptor) })
  }

  private static func size(of descriptor: Int32) -> Output.Size? {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return nil }
    return Output.Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let written = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { return false }
      offset += written
    }
    return true
  }
}
