/// What `perftest` tells its bundle of the pass in which Callgrind counts instructions.
package enum CountingPlan: Hashable, Sendable, Codable {
  /// Count with this tool.
  case on(CountingTool)
  /// Do not count, for a reason that the user should know; `nil` when the user has said so.
  case off(because: String?)

  /// Whether nothing else is measured.
  package var isOnlyPass: Bool {
    if case .on(let tool) = self { tool.scope == .only } else { false }
  }

  /// The environment variable that carries the plan.
  package static let variable = "PERFTEST_COUNTING"
}

/// Callgrind, and the copy of the bundle that it can run.
package struct CountingTool: Hashable, Sendable, Codable {
  /// What is measured besides counting.
  package enum Scope: String, Hashable, Sendable, Codable {
    /// Everything else.
    case besidesMeasuring
    /// Nothing: only counts are read and judged.
    case only
  }

  /// The path of `valgrind`.
  package var valgrind: String
  /// Its version, such as `3.19.0`.
  package var version: String
  /// The path of the bundle without debug information: Callgrind 3.19 gives up on that of C code of Swift 6 (DWARF 5).
  package var bundle: String
  /// Whether caches are simulated, for estimated cycles.
  package var simulatesCaches: Bool
  /// How many callers of a function are told apart; 0 where only functions are.
  package var callers = 0
  /// What is measured besides.
  package var scope: Scope

  /// A tool from its parts.
  package init(valgrind: String, version: String, bundle: String, simulatesCaches: Bool, scope: Scope) {
    self.valgrind = valgrind
    self.version = version
    self.bundle = bundle
    self.simulatesCaches = simulatesCaches
    self.scope = scope
  }
}
