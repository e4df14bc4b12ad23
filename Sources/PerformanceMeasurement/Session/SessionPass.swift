import PerformanceRecords

/// A measuring pass: requests windows and collects their results.
///
/// A session runs the passes that its metrics name, each once. Only a pass and its metrics know the data it reads: a
/// new pass is a new type, and the session needs no change.
package protocol SessionPass: SendableMetatype {
  /// When the pass runs.
  static var order: PassOrder { get }

  /// The next window, or `nil` when the pass has enough.
  mutating func next(_ session: SessionState) -> SessionWindow?

  /// Collects the result of a window.
  mutating func finish(_ window: SessionWindow, _ session: inout SessionState)

  /// Adds the parts of the session's result that are not readings of a metric, such as conditions and warnings.
  func complete(_ result: inout BenchmarkSession, _ session: SessionState)
}

extension SessionPass {
  package func complete(_ result: inout BenchmarkSession, _ session: SessionState) {}
}
