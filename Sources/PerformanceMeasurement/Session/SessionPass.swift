import PerformanceRecords

/// One way of going through a benchmark: it requests windows and takes in what they gave.
///
/// A session runs the passes that its metrics name, each once. Only a pass and the metrics that name it know what it
/// reads: a new one is a type of its own, and the session needs no change.
package protocol SessionPass: SendableMetatype {
  /// When the pass runs.
  static var order: PassOrder { get }

  /// The next window, or `nil` when the pass has enough.
  mutating func next(_ session: SessionState) -> SessionWindow?

  /// Takes in what a window gave.
  mutating func finish(_ window: SessionWindow, _ session: inout SessionState)

  /// Adds to the result of the session whatever is no reading of a metric, such as conditions and warnings.
  func complete(_ result: inout BenchmarkSession, _ session: SessionState)
}

extension SessionPass {
  package func complete(_ result: inout BenchmarkSession, _ session: SessionState) {}
}
