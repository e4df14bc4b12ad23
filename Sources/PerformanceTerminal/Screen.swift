import PerformanceWorkflows

/// A screen that is written again and again, at once each time; lines that did not change are not written.
///
/// The sequences are those of xterm, which all usual terminals know: the alternate screen (1049), the cursor (25), and
/// one update instead of many (2026), which others ignore.
package struct Screen {
  private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
  /// What restores the terminal.
  package static let leave = "\u{1B}[?25h\u{1B}[?1049l"
  /// The columns and rows of a terminal that does not report them.
  private static let usualSize = Output.Size(columns: 80, rows: 24)

  private let stream: Output.Stream
  /// The lines on the screen; `nil` where those are unknown.
  private var shown: [String]?
  private var isEntered = false

  package init(on stream: Output.Stream) { self.stream = stream }

  /// The current size, which may change between two frames.
  package var size: Output.Size { stream.size ?? Self.usualSize }

  /// Shows lines from the top, each as wide as the screen at most; those beyond its last row are left out.
  /// - Parameter lines: the text of each with the columns that it takes.
  /// - Returns: Whether the terminal took all of it.
  package mutating func show(_ lines: [(text: String, width: Int)]) -> Bool {
    let size = size
    let lines = Array(lines.prefix(size.rows))
    var text = isEntered ? "" : Self.enter
    isEntered = true
    if shown == nil { text += "\u{1B}[2J" }
    let old = shown ?? []
    for (row, line) in lines.enumerated() where row >= old.count || old[row] != line.text {
      // After a line that fills the last column some terminals erase that one too.
      text += "\u{1B}[\(row + 1);1H\(line.text)" + (line.width < size.columns ? "\u{1B}[K" : "")
    }
    if old.count > lines.count { text += "\u{1B}[\(lines.count + 1);1H\u{1B}[J" }
    shown = lines.map(\.text)
    return text.isEmpty || stream.write("\u{1B}[?2026h" + text + "\u{1B}[?2026l")
  }

  /// Writes everything anew with the next frame: the screen was resized, or something else wrote to it.
  package mutating func forget() { shown = nil }

  /// Restores what the terminal showed before.
  package mutating func end() {
    if isEntered { stream.write(Self.leave) }
    (isEntered, shown) = (false, nil)
  }
}
