import PerformanceWorkflows

/// The whole terminal as a picture that is rendered again and again; what stood there before comes back at the end.
struct Screen {
  /// The columns and rows of a terminal that does not report them.
  private static let usualSize = Output.Size(columns: 80, rows: 24)

  private let stream: Output.Stream

  /// Takes the terminal behind a stream: the alternate screen of xterm and its kin, without a cursor.
  init(on stream: Output.Stream) {
    self.stream = stream
    stream.write("\u{1B}[?1049h\u{1B}[?25l")
  }

  /// Its size, which may change from one rendering to the next.
  var size: Output.Size { stream.size ?? Self.usualSize }

  /// Renders lines from the top, none of which is wider than the screen; those that it has no rows for are counted.
  func render(_ lines: [String]) {
    let rows = size.rows
    let shown = lines.count <= rows ? lines : lines.prefix(rows - 1) + ["… \(lines.count - rows + 1) more lines"]
    // Each line is cleared behind its text and the rest at the end, so that nothing flickers.
    stream.write("\u{1B}[H" + shown.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[J")
  }

  /// Gives the terminal back.
  func end() { stream.write("\u{1B}[?25h\u{1B}[?1049l") }
}
