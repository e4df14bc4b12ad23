/// The GPU of a session, and what is to be held against its numbers.
package struct GPUConditions: Hashable, Sendable, Codable {
  /// What the numbers depend on besides the code.
  package var environment: GPUEnvironment
  /// Why the numbers prove less than they seem to; empty where nothing was seen.
  package var caveats: [GPUCaveat]
  /// Whether the window was taken twice, because the first was in doubt; the better one counts.
  package var repeated: Bool

  /// Conditions from their parts.
  package init(environment: GPUEnvironment, caveats: [GPUCaveat] = [], repeated: Bool = false) {
    self.environment = environment
    self.caveats = caveats
    self.repeated = repeated
  }

  /// The gravest kind of doubt that excuses a number; `nil` where there is none but notes.
  package var gravestCaveat: GPUCaveat? {
    caveats.first { $0.kind == .contaminated } ?? caveats.first { $0.kind == .ambiguous }
  }

  /// How grave the gravest doubt is, from 0 up.
  package var gravity: Int {
    switch gravestCaveat?.kind {
    case .contaminated: 2
    case .ambiguous: 1
    case .note, nil: 0
    }
  }
}
