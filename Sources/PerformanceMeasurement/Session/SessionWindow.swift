import PerformanceWindow

/// A window to run.
package struct SessionWindow {
  /// The body of a window: the user's, or an empty one of the same form, which measures the cost of the loop.
  package enum Body: Sendable { case measured, empty }

  /// The number of iterations.
  package var iterations: Int
  package var body: Body
  /// The stopwatch around the iterations.
  package var stopwatch: Stopwatch

  package init(iterations: Int, body: Body = .measured, stopwatch: Stopwatch) {
    self.iterations = iterations
    self.body = body
    self.stopwatch = stopwatch
  }
}
