import PerformanceText

/// What a terminal can show.
package struct TerminalCapabilities: Equatable, Sendable {
  package var colour: Colour
  package var glyphs: Glyphs

  package init(colour: Colour, glyphs: Glyphs) {
    self.colour = colour
    self.glyphs = glyphs
  }

  /// Creates those of a stream.
  /// - Parameters:
  ///   - colour: whether the stream is coloured.
  ///   - environment: the locale and `TERM` decide about characters: the fonts of Linux's console lack most symbols.
  package init(colour: Colour, environment: [String: String]) {
    self.colour = colour
    glyphs = ["linux", "dumb"].contains(environment["TERM"]) ? .ascii : Glyphs(environment: environment)
  }
}

/// The size of a frame in characters.
package struct FrameSize: Equatable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}
