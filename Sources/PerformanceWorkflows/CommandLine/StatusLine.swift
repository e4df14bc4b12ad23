/// The progress of a long step on standard error: one redrawn line on a terminal, plain lines elsewhere.
package struct StatusLine {
  private let output: Output
  private var isShown = false

  package init(_ output: Output) { self.output = output }

  /// Shows a line. On a terminal it replaces the last one.
  package mutating func show(repeated: @autoclosure () -> String?, plain: @autoclosure () -> String?) {
    if output.messages.isTerminal {
      guard let text = repeated() else { return }
      output.messages.write("\r\u{1B}[2K" + text)
      isShown = true
    } else if let text = plain() {
      output.error(text)
    }
  }

  /// Removes the line.
  package mutating func clear() {
    if isShown { output.messages.write("\r\u{1B}[2K") }
    isShown = false
  }
}
