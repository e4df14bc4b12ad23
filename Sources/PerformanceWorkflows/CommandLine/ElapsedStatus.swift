import PerformanceSystem
import PerformanceText
import Synchronization

/// Shows the duration of a step that reports no other progress: redrawn on a terminal, and as a line every fifteen
/// seconds elsewhere.
package final class ElapsedStatus: Sendable {
  private let title: String
  private let output: Output
  private let seconds: @Sendable () -> Double
  private let begin: Double
  private let state: Mutex<State>

  private struct State {
    var line: StatusLine
    var lastPlain: Double
  }

  /// Creates the status of a step that begins now.
  /// - Parameters:
  ///   - title: the step, such as `measuring CatalogSize/size()`.
  ///   - seconds: reads a clock in seconds.
  package init(_ title: String, output: Output, seconds: @escaping @Sendable () -> Double = { RunClock.seconds }) {
    self.title = title
    self.output = output
    self.seconds = seconds
    begin = seconds()
    state = Mutex(State(line: StatusLine(output), lastPlain: begin))
  }

  /// Shows `measuring CatalogSize/size(): counting instructions, 45 s` when a line is due; called a few times a second.
  /// - Parameter detail: a part of the step.
  package func poll(_ detail: String? = nil) {
    let now = seconds()
    let text = title + (detail.map { ": " + $0 } ?? "") + ", \(Int(now - begin)) s"
    state.withLock { state in
      let isDue = now - state.lastPlain >= ProgressLine.interval
      if isDue { state.lastPlain = now }
      state.line.show(repeated: text.cutAtEnd(to: output.messages.width - 1), plain: isDue ? text : nil)
    }
  }

  /// Removes the line from a terminal.
  package func end() { state.withLock { $0.line.clear() } }
}
