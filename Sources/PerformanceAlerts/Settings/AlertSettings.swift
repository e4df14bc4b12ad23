import PerformanceRecords

/// What a team changes of the rules, and whom alerts reach: the content of `alerts.json`.
package struct AlertSettings: Equatable, Sendable {
  /// What a team changes of a rule; members without a value stay as they are.
  package struct RuleChange: Equatable, Sendable {
    package var limit: Double?
    package var evaluations: Int?
    package var keep: Int?
    package var severity: AlertSeverity?
    package var isEnabled: Bool?

    /// Nothing is changed.
    package init() {}
  }

  /// The changed rules by their names.
  package var changes: [String: RuleChange] = [:]
  /// Those that notifications go to, in the order of their names.
  package var receivers: [AlertReceiver] = AlertReceiver.usual
  /// Which alerts go to which receivers, in the order of the file.
  package var routes: [AlertRoute] = [AlertRoute(receivers: AlertReceiver.usual.map(\.name))]
  /// Which alerts make others superfluous, besides those of ``AlertInhibition/usual``.
  package var inhibitions: [AlertInhibition] = []
  /// The hours between two evaluations: an alert that is sent to Alertmanager ends by itself after twice the time.
  package var cadence = 24.0
  /// The address that the runbooks are below; `nil` for that of the documentation.
  package var runbooks: String?

  /// Nothing is changed.
  package init() {}

  /// All rules with the changes of the team.
  package var rules: [AlertRule] {
    AlertRule.all.map { rule in
      guard let change = changes[rule.name] else { return rule }
      var rule = rule
      rule.condition.limit = change.limit ?? rule.condition.limit
      rule.evaluations = change.evaluations ?? rule.evaluations
      rule.keep = change.keep ?? rule.keep
      rule.severity = change.severity ?? rule.severity
      rule.isEnabled = change.isEnabled ?? rule.isEnabled
      return rule
    }
  }
}
