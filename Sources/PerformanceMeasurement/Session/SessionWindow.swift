import PerformanceRecords
import PerformanceWindow

/// A window to run.
package struct SessionWindow {
  /// The body of a window: the user's, the reference that it is compared with, or an empty one of the same form, which
  /// measures the cost of the loop.
  package enum Body: Sendable { case measured, reference, empty }

  /// The number of iterations that the pass divides its numbers by.
  package var iterations: Int
  /// The slowdown that is planted in the window.
  var slowdown = PlantedSlowdown.none
  package var body: Body
  /// The stopwatch around the iterations.
  package var stopwatch: Stopwatch

  package init(iterations: Int, body: Body = .measured, stopwatch: Stopwatch) {
    self.iterations = iterations
    self.body = body
    self.stopwatch = stopwatch
  }

  /// The number of iterations to run: with planted work, more than the pass divides by.
  package var executions: Int { slowdown.executions(of: iterations) }
}
