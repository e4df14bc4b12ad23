/// Whether and how a run counts instructions with Callgrind.
package enum CountingPlan: Equatable, Sendable {
  /// They are counted with this tool.
  case on(CountingTool)
  /// They are not counted, for a reason to report; `nil` where the user has disabled counting.
  case off(because: String?)
  /// A plan of a newer version of this package.
  case other(String)

  /// Whether the run only counts.
  package var isOnlyPass: Bool {
    if case .on(let tool) = self { tool.scope == .only } else { false }
  }
}

extension CountingPlan: Codable {
  private enum Key: String, CodingKey { case state, tool, reason }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .state) {
    case "on": self = .on(try container.decode(CountingTool.self, forKey: .tool))
    case "off": self = .off(because: try container.decodeIfPresent(String.self, forKey: .reason))
    case let state: self = .other(state)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .on(let tool):
      try container.encode("on", forKey: .state)
      try container.encode(tool, forKey: .tool)
    case .off(let reason):
      try container.encode("off", forKey: .state)
      try container.encodeIfPresent(reason, forKey: .reason)
    case .other(let state): try container.encode(state, forKey: .state)
    }
  }
}

/// Callgrind, and the copy of the bundle that it can run.
package struct CountingTool: Equatable, Sendable, Codable {
  /// Whether a run that counts also measures times.
  package enum Scope: OpenEnumeration {
    /// It does, as usual.
    case besidesMeasuring
    /// It does not: only counts are read and judged.
    case only
    case other(UnknownName)

    package static let known: [Scope] = [.besidesMeasuring, .only]

    package var name: String {
      switch self {
      case .besidesMeasuring: "besidesMeasuring"
      case .only: "only"
      case .other(let name): name.text
      }
    }
  }

  /// The path of `valgrind`.
  package var valgrind: String
  /// Its version, such as `3.19.0`.
  package var version: String
  /// The path of the bundle without debug information: Callgrind 3.19 fails on the debug information of C code (DWARF
  /// 5).
  package var bundle: String
  /// Whether caches are simulated, for estimated cycles.
  package var simulatesCaches: Bool
  /// The depth of callers that separates costs of a function; 0 for costs by function only.
  package var callers = 0
  /// Whether the run also measures times.
  package var scope: Scope

  package init(valgrind: String, version: String, bundle: String, simulatesCaches: Bool, scope: Scope) {
    self.valgrind = valgrind
    self.version = version
    self.bundle = bundle
    self.simulatesCaches = simulatesCaches
    self.scope = scope
  }
}
