extension Verdict {
  /// What an acceptance has to do with a regression.
  package struct Acceptance: Hashable, Sendable, Codable {
    /// Whether it lets the regression pass.
    package enum State: OpenEnumeration {
      /// It does.
      case valid
      /// Its last day is over.
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
    /// Why it was accepted, in the words of the file.
    package var reason: String
    /// The worst value that it lets pass, in the metric's unit.
    package var limit: Double

    package init(state: State, until: String, reason: String, limit: Double) {
      self.state = state
      self.until = until
      self.reason = reason
      self.limit = limit
    }
  }
}
