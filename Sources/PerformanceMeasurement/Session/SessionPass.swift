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

/// When a pass runs in a session, from first to last.
package enum PassOrder: CaseIterable, Sendable {
  /// Before all others: it chooses the iteration count.
  case timing
  /// In single iterations, which change little for those that follow.
  case counting
  /// In windows of many iterations.
  case accounting
  /// In windows of seconds, after which the machine is warmer than before.
  case longWindows
  /// After everything that concerns the body.
  case overhead
  /// In a process in which no other pass runs.
  case alone
}

/// The pass that a metric names: its type, and how it is made for a session.
package struct PassReference: Sendable {
  /// The type, by which two metrics name the same pass.
  package let type: any SessionPass.Type
  private let makePass: @Sendable () -> any SessionPass

  /// A reference to a pass, which is made anew for each session.
  package init<Pass: SessionPass>(_ pass: @autoclosure @escaping @Sendable () -> Pass) {
    type = Pass.self
    makePass = pass
  }

  /// When the pass runs.
  package var order: PassOrder { type.order }

  /// A pass that has not begun.
  package func make() -> any SessionPass { makePass() }
}

extension [PassReference] {
  /// Each pass once, in the order in which they run. A pass that must be alone leaves out all others.
  package var inOrder: [PassReference] {
    var seen: Set<ObjectIdentifier> = []
    let distinct = filter { seen.insert(ObjectIdentifier($0.type)).inserted }
    let alone = distinct.filter { $0.order == .alone }
    guard alone.isEmpty else { return alone }
    return PassOrder.allCases.flatMap { order in distinct.filter { $0.order == order } }
  }
}
