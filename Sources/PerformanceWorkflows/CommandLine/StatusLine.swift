/// The progress of a long step on standard error: one redrawn line on a terminal, plain lines elsewhere. A supervisor of
/// this process gets it too.
package struct StatusLine {
  /// What removes a line from a terminal.
  static let clearing = "\r\u{1B}[2K"

  private let output: Output
  private var isShown = false

  package init(_ output: Output) { self.output = output }

  /// Shows a line. On a terminal it replaces the last one.
  package mutating func show(repeated: @autoclosure () -> String?, plain: @autoclosure () -> String?) {
    output.supervisor?.report(repeated())
    if output.messages.isTerminal {
      guard let text = repeated() else { return }
      output.messages.write(Self.clearing + text)
      isShown = true
    } else if let text = plain() {
      output.error(text)
    }
  }

  /// Removes the line.
  package mutating func clear() {
    if isShown { output.messages.write(Self.clearing) }
    isShown = false
  }
}
