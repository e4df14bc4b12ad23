/// The GPU of a session, and the caveats about its numbers.
package struct GPUConditions: Equatable, Sendable, Codable {
  /// The properties that the numbers depend on.
  package var environment: GPUEnvironment
  /// The caveats about the numbers; empty where nothing was observed.
  package var caveats: [GPUCaveat]
  /// Whether the window was taken twice, because the first had a grave caveat; the better one counts.
  package var repeated: Bool

  package init(environment: GPUEnvironment, caveats: [GPUCaveat] = [], repeated: Bool = false) {
    self.environment = environment
    self.caveats = caveats
    self.repeated = repeated
  }

  /// The gravest caveat that excuses a number; `nil` where there are only notes.
  package var gravestCaveat: GPUCaveat? {
    caveats.first { $0.severity == .contaminated } ?? caveats.first { $0.severity == .ambiguous }
  }

  /// The severity of the gravest caveat, from 0 up.
  package var gravity: Int {
    switch gravestCaveat?.severity {
    case .contaminated: 2
    case .ambiguous: 1
    case .note, .other, nil: 0
    }
  }
}
