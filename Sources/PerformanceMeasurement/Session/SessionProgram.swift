import CPerformanceProbe
import PerformanceRecords

/// The course of a session as a state machine: it runs the windows of one pass after the other and returns their
/// results to the pass.
///
/// The loops of synchronous and asynchronous bodies differ only in `await`; all decisions are made here and in the
/// passes.
package struct SessionProgram {
  private var passes: [any SessionPass]
  private var current = 0
  private var state: SessionState
  /// Whether the body may continue in another thread.
  package var isAsynchronous = false

  /// Creates the program of a session.
  /// - Parameter now: the current time in nanoseconds.
  package init(settings: SessionSettings, now: @escaping @Sendable () -> UInt64 = { perf_now() }) {
    passes = settings.passes.map { $0.make() }
    state = SessionState(settings: settings, clock: now)
  }

  /// The next window, or `nil` when the session is complete.
  package mutating func next() -> SessionWindow? {
    while passes.indices.contains(current) {
      if var window = passes[current].next(state) {
        // A first call cannot be executed twice: the pass plants the time alone.
        if window.body == .measured, !state.settings.isColdStart { window.slowdown = state.settings.slowdown }
        state.openWindow()
        return window
      }
      current += 1
    }
    return nil
  }

  /// Passes the result of a window to its pass.
  package mutating func finish(_ window: SessionWindow) {
    if state.windowLength >= SessionSettings.longWindow { state.settings.progressed() }
    guard passes.indices.contains(current) else { return }
    passes[current].finish(window, &state)
  }

  /// The pass of the last window; `nil` when the session is complete.
  package var currentPass: (any SessionPass)? { passes.indices.contains(current) ? passes[current] : nil }

  /// The pass of a type; `nil` where the session has none.
  package func pass<Pass: SessionPass>(_ type: Pass.Type) -> Pass? { passes.lazy.compactMap { $0 as? Pass }.first }

  /// The passes that metrics name, including those that share the window of a first call.
  private var readPasses: [any SessionPass] {
    passes.flatMap { (pass: any SessionPass) -> [any SessionPass] in
      guard let call = pass as? FirstCallPass else { return [pass] }
      return call.readers
    }
  }

  /// The result of the session.
  package func session(id: BenchmarkID, location: CodeLocation, budgets: [Budget]) -> BenchmarkSession {
    let readPasses = readPasses
    var result = BenchmarkSession(
      id: id, location: location, iterations: state.iterations,
      readings: state.settings.allMetrics.map { $0.reading(from: readPasses) }, budgets: budgets)
    for pass in passes { pass.complete(&result, state) }
    return result
  }
}
