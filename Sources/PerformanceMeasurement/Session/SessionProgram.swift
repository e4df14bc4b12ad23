import CPerformanceProbe
import PerformanceRecords

/// The course of a session as a state machine: it gives the windows of one pass after the other and hands each pass what
/// its windows gave.
///
/// The loops of synchronous and asynchronous bodies differ in nothing but `await`; all decisions are made here and in the
/// passes.
package struct SessionProgram {
  private var passes: [any SessionPass]
  private var current = 0
  private var state: SessionState
  /// Whether the body may go on in another thread.
  package var isAsynchronous = false

  /// A session that has not begun.
  /// - Parameter now: nanoseconds of the clock by which patience ends.
  package init(settings: SessionSettings, now: @escaping @Sendable () -> UInt64 = { perf_now() }) {
    passes = settings.passes.map { $0.make() }
    state = SessionState(settings: settings, clock: now)
  }

  /// The next window, or `nil` when the session is complete.
  package mutating func next() -> SessionWindow? {
    while passes.indices.contains(current) {
      if let window = passes[current].next(state) {
        state.openWindow()
        return window
      }
      current += 1
    }
    return nil
  }

  /// Takes in what a window gave.
  package mutating func finish(_ window: SessionWindow) {
    if state.windowLength >= SessionSettings.longWindow { state.settings.progressed() }
    guard passes.indices.contains(current) else { return }
    passes[current].finish(window, &state)
  }

  /// The pass that gave the last window; `nil` when the session is complete.
  package var currentPass: (any SessionPass)? { passes.indices.contains(current) ? passes[current] : nil }

  /// The pass of a type; `nil` where the session has none.
  package func pass<Pass: SessionPass>(_ type: Pass.Type) -> Pass? { passes.lazy.compactMap { $0 as? Pass }.first }

  /// What the session gave.
  package func session(id: BenchmarkID, location: CodeLocation, budgets: [Budget]) -> BenchmarkSession {
    var result = BenchmarkSession(
      id: id, location: location, iterations: state.iterations,
      readings: state.settings.allMetrics.map { $0.reading(from: passes) }, budgets: budgets)
    for pass in passes { pass.complete(&result, state) }
    return result
  }
}
