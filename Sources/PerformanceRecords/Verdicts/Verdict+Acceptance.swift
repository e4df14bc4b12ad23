extension Verdict {
  /// The acceptance of a regression and its current state.
  package struct Acceptance: Equatable, Sendable, Codable {
    /// Whether it lets the regression pass.
    package enum State: OpenEnumeration {
      /// It lets the regression pass.
      case valid
      /// Its last day has passed.
      case expired
      /// The regression is worse than what was accepted.
      case exceeded
      /// A state of a newer version of this package.
      case other(UnknownName)

      package static let known: [State] = [.valid, .expired, .exceeded]

      package var name: String {
        switch self {
        case .valid: "valid"
        case .expired: "expired"
        case .exceeded: "exceeded"
        case .other(let name): name.text
        }
      }
    }

    /// Whether it lets the regression pass.
    package var state: State
    /// Its last day in UTC, `2026-01-31`.
    package var until: String
    /// The reason of the acceptance, as written in the file.
    package var reason: String
    /// The worst accepted value, in the metric's unit.
    package var limit: Double

    package init(state: State, until: String, reason: String, limit: Double) {
      self.state = state
      self.until = until
      self.reason = reason
      self.limit = limit
    }
  }
}
