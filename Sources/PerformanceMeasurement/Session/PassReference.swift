/// The reference of a metric to a pass: its type, and a factory.
package struct PassReference: Sendable {
  /// The type, which identifies the pass.
  package let type: any SessionPass.Type
  private let makePass: @Sendable () -> any SessionPass

  /// Creates a reference to a pass that is created for each session.
  package init<Pass: SessionPass>(_ pass: @autoclosure @escaping @Sendable () -> Pass) {
    type = Pass.self
    makePass = pass
  }

  /// When the pass runs.
  package var order: PassOrder { type.order }

  /// Creates the pass.
  package func make() -> any SessionPass { makePass() }
}

extension [PassReference] {
  /// The passes without duplicates, in the order in which they run. A pass that must be alone excludes all others.
  package var inOrder: [PassReference] {
    var seen: Set<ObjectIdentifier> = []
    let distinct = filter { seen.insert(ObjectIdentifier($0.type)).inserted }
    let alone = distinct.filter { $0.order == .alone }
    guard alone.isEmpty else { return alone }
    return PassOrder.allCases.flatMap { order in distinct.filter { $0.order == order } }
  }
}
