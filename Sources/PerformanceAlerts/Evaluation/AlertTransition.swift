/// A change of an alert, or of what is known about a rule.
package struct AlertTransition: Equatable, Sendable, Codable {
  package enum Kind: String, Codable, Sendable {
    /// The condition began to hold, and must hold for longer.
    case pending
    /// It ceased to hold before the alert fired.
    case ended
    case firing
    case resolved
    /// The rule has no data any more.
    case noData
    /// The rule has data again.
    case dataAgain
  }

  /// Seconds since 1970.
  package var time: Double
  package var kind: Kind
  /// The name of the rule.
  package var rule: String
  /// The alert after the change; `nil` where it is about the rule.
  package var alert: Alert?

  package init(time: Double, kind: Kind, rule: String, alert: Alert? = nil) {
    (self.time, self.kind, self.rule, self.alert) = (time, kind, rule, alert)
  }
}
