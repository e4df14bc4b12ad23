import Foundation

/// One line on standard error that tells how far a long step is: redrawn on a terminal, plain lines elsewhere.
package struct StatusLine {
  private let isTerminal = Output.isTerminal(2)
  private var isShown = false

  /// A line that shows nothing yet.
  package init() {}

  /// Shows a line, instead of the last one where that can be redrawn.
  package mutating func show(repeated: @autoclosure () -> String?, plain: @autoclosure () -> String?) {
    if isTerminal {
      guard let text = repeated() else { return }
      Output.write("\r\u{1B}[2K" + text, to: 2)
      isShown = true
    } else if let text = plain() {
      Output.error(text)
    }
  }

  /// Takes the line away.
  package mutating func clear() {
    if isShown { Output.write("\r\u{1B}[2K", to: 2) }
    isShown = false
  }
}
