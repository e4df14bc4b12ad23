import PerformanceAlerts

/// A rule as JSON.
struct AlertRuleDocument: Encodable {
  var name: String
  var category: String
  var severity: String
  var source: String
  var expression: String
  var limit: Double
  var evaluations: Int
  var keep: Int
  var enabled: Bool
  var runbook: String
  var exported: Bool
  /// Since when it has no data, in seconds since 1970.
  var withoutDataSince: Double?
  var alerts: [Alert]

  private enum CodingKeys: String, CodingKey {
    case name, category, severity, source, expression, limit, evaluations = "for", keep, enabled, runbook, exported
    case withoutDataSince, alerts
  }

  static func all(_ settings: AlertSettings, _ state: AlertState) -> [AlertRuleDocument] {
    settings.rules.map { rule in
      AlertRuleDocument(
        name: rule.name, category: rule.category.rawValue, severity: rule.severity.rawValue,
        source: rule.source.rawValue, expression: rule.expression, limit: rule.condition.limit,
        evaluations: rule.evaluations, keep: rule.keep, enabled: rule.isEnabled, runbook: rule.runbook,
        exported: rule.isExported, withoutDataSince: state.withoutData[rule.name],
        alerts: state.alerts.filter { $0.rule == rule.name })
    }
  }
}
