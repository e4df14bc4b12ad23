/// One line on standard error that shows how far a long step is: redrawn on a terminal, plain lines elsewhere.
package struct StatusLine {
  private let output: Output
  private var isShown = false

  /// A line that shows nothing yet.
  package init(_ output: Output) { self.output = output }

  /// Shows a line, instead of the last one where that can be redrawn.
  package mutating func show(repeated: @autoclosure () -> String?, plain: @autoclosure () -> String?) {
    if output.messages.isTerminal {
      guard let text = repeated() else { return }
      output.messages.write("\r\u{1B}[2K" + text)
      isShown = true
    } else if let text = plain() {
      output.error(text)
    }
  }

  /// Takes the line away.
  package mutating func clear() {
    if isShown { output.messages.write("\r\u{1B}[2K") }
    isShown = false
  }
}
