import PerformanceWindow

/// A window to run.
package struct SessionWindow {
  /// Which body a window runs: the user's, or an empty one of the same form, which costs what the loop costs.
  package enum Body: Sendable { case measured, empty }

  /// How many iterations to run.
  package var iterations: Int
  /// Which body to run.
  package var body: Body
  /// Starts and stops around the iterations.
  package var stopwatch: Stopwatch

  package init(iterations: Int, body: Body = .measured, stopwatch: Stopwatch) {
    self.iterations = iterations
    self.body = body
    self.stopwatch = stopwatch
  }
}
