/// What a check has found about one thing.
package struct HealthFinding: Equatable, Sendable {
  /// How much a finding matters.
  package enum Status: String, Comparable, Sendable {
    /// No action is necessary.
    case pass
    /// Measuring works, but with more noise or less information.
    case warn
    /// What the check is for does not work.
    case fail

    private var severity: Int {
      switch self {
      case .pass: 0
      case .warn: 1
      case .fail: 2
      }
    }

    package static func < (left: Status, right: Status) -> Bool { left.severity < right.severity }
  }

  /// A number with the limit that it is compared with.
  package struct Measure: Equatable, Sendable {
    /// The number; `nil` where it is not known.
    package var value: Double?
    /// Its unit, such as `percent`.
    package var unit: String
    /// The number from which, or below which, the finding is no pass; `nil` without a limit.
    package var limit: Double?

    package init(_ value: Double?, _ unit: String, limit: Double? = nil) {
      (self.value, self.unit, self.limit) = (value, unit, limit)
    }
  }

  /// How much it matters.
  package var status: Status
  /// What it is about, for people.
  package var name: String
  /// The observation.
  package var found: String
  /// The remedy; `nil` where none is necessary.
  package var advice: String?
  /// The observed number; `nil` for an observation in words.
  package var measure: Measure?

  package init(_ status: Status, _ name: String, _ found: String, _ advice: String?, _ measure: Measure? = nil) {
    (self.status, self.name, self.found, self.advice, self.measure) = (status, name, found, advice, measure)
  }

  /// Nothing to do; advice is a hint.
  package static func ok(_ name: String, _ found: String, _ advice: String? = nil, _ measure: Measure? = nil) -> Self {
    HealthFinding(.pass, name, found, advice, measure)
  }

  /// Measuring works, but with more noise or less information.
  package static func warning(_ name: String, _ found: String, _ advice: String, _ measure: Measure? = nil) -> Self {
    HealthFinding(.warn, name, found, advice, measure)
  }

  /// What the check is for does not work.
  package static func problem(_ name: String, _ found: String, _ advice: String, _ measure: Measure? = nil) -> Self {
    HealthFinding(.fail, name, found, advice, measure)
  }
}

extension [HealthFinding] {
  /// The worst status of all; a check without findings passes.
  package var status: HealthFinding.Status { map(\.status).max() ?? .pass }
}
