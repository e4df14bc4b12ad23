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
