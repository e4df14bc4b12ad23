import PerformanceWorkflows

/// A full-screen display that is redrawn repeatedly; the previous content of the terminal is restored at the end.
struct Screen {
  /// The columns and rows of a terminal that does not report them.
  private static let usualSize = Output.Size(columns: 80, rows: 24)

  private let stream: Output.Stream

  /// Takes over the terminal of a stream: the alternate screen of xterm and compatible terminals, without a cursor.
  init(on stream: Output.Stream) {
    self.stream = stream
    stream.write("\u{1B}[?1049h\u{1B}[?25l")
  }

  /// The current size, which may change between renderings.
  var size: Output.Size { stream.size ?? Self.usualSize }

  /// Renders lines from the top, none wider than the screen; lines beyond its rows are counted.
  func render(_ lines: [String]) {
    let rows = size.rows
    let shown = lines.count <= rows ? lines : lines.prefix(rows - 1) + ["… \(lines.count - rows + 1) more lines"]
    // Each line is cleared after its text and the rest at the end, to avoid flickering.
    stream.write("\u{1B}[H" + shown.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[J")
  }

  /// Restores the terminal.
  func end() { stream.write("\u{1B}[?25h\u{1B}[?1049l") }
}
