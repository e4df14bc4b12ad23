import PerformanceRecords
import PerformanceWindow

/// Measures the cost of the loop itself, or of the window of a single call, in empty windows after all other passes.
package struct OverheadPass: SessionPass {
  package static let order = PassOrder.overhead

  private static let windows = 3
  private static let usualIterations = 1000

  private var done = 0
  /// Nanoseconds an iteration in the fastest window, rounded to hundredths.
  private var fastest = Double.infinity

  package init() {}

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    guard done < Self.windows else { return nil }
    // A single call bears the whole cost of the clock, which a thousand iterations share.
    let iterations = session.settings.isColdStart ? 1 : Self.usualIterations
    return SessionWindow(iterations: iterations, body: .empty, stopwatch: Stopwatch())
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    let hundredths = (Double(window.stopwatch.wall) * 100 / Double(window.iterations)).rounded()
    fastest = min(fastest, hundredths / 100)
    done += 1
  }

  package func complete(_ result: inout BenchmarkSession, _ session: SessionState) {
    guard fastest.isFinite else { return }
    result.overhead = fastest
    guard fastest > 0, let sample = session.fastestSample else { return }
    if session.settings.isColdStart {
      if sample < 20 * fastest { result.warnings.append(.firstCallTooShort(nanoseconds: sample, overhead: fastest)) }
    } else if sample < 2 * fastest {
      result.warnings.append(.removedByOptimiser(nanoseconds: sample, overhead: fastest))
    } else if sample < 20 * fastest {
      result.warnings.append(.tooShort(nanoseconds: sample, overhead: fastest))
    }
  }
}
