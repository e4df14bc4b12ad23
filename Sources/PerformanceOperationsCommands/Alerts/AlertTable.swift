import Foundation
import PerformanceAlerts
import PerformanceSystem
import PerformanceText

/// Rules and alerts as tables.
struct AlertTable {
  private let settings: AlertSettings
  private let state: AlertState
  private let planner: NotificationPlanner

  init(_ settings: AlertSettings, _ state: AlertState) {
    (self.settings, self.state) = (settings, state)
    planner = NotificationPlanner(settings)
  }

  /// Every rule with its limit and its state.
  func rules(width: Int, colour: Colour) -> [String] {
    let columns = [
      TextTable.Column("rule", narrowest: 12), TextTable.Column("category", presence: .whenThereIsRoom),
      TextTable.Column("severity"), TextTable.Column("limit", alignment: .right),
      TextTable.Column("for", alignment: .right, presence: .whenThereIsRoom), TextTable.Column("state"),
    ]
    let rows = settings.rules.map { rule in
      let (text, style) = state(of: rule)
      return TextTable.Row(cells: [
        .init(text: rule.name), .init(text: rule.category.rawValue), .init(text: rule.severity.rawValue),
        .init(text: "\(rule.condition.side.rawValue) \(rule.text(rule.condition.limit))"),
        .init(text: "\(rule.evaluations)"), .init(text: text, style: style),
      ])
    }
    return TextTable(columns: columns, noteTitle: "", rows: rows).lines(width: width, colour: colour)
  }

  private func state(of rule: AlertRule) -> (String, Style) {
    guard rule.isEnabled else { return ("off", .dim) }
    let alerts = state.alerts.filter { $0.rule == rule.name }
    let firing = alerts.count { $0.phase == .firing }
    let pending = alerts.count { $0.phase == .pending }
    if firing > 0 { return (firing == 1 ? "firing" : "\(firing) firing", rule.severity == .critical ? .red : .yellow) }
    if state.withoutData[rule.name] != nil { return ("no data", .yellow) }
    if pending > 0 { return (pending == 1 ? "pending" : "\(pending) pending", .yellow) }
    return state.evaluated == nil ? ("not evaluated", .dim) : ("healthy", .green)
  }

  /// Alerts, each with its key and its summary.
  func lines(of alerts: [Alert], width: Int, colour: Colour) -> [String] {
    let columns = [
      TextTable.Column("key"), TextTable.Column("state"), TextTable.Column("severity"),
      TextTable.Column("since", presence: .whenThereIsRoom), TextTable.Column("rule", narrowest: 12),
    ]
    let rows = alerts.map { alert in
      TextTable.Row(
        cells: [
          .init(text: String(alert.fingerprint.prefix(8))), .init(text: alert.phase.rawValue),
          .init(text: alert.severity.rawValue), .init(text: Self.time(alert.since)), .init(text: alert.rule),
        ], note: planner.entry(alert).summary + remark(alert))
    }
    return TextTable(columns: columns, noteTitle: "summary", rows: rows).lines(width: width, colour: colour)
  }

  private func remark(_ alert: Alert) -> String {
    if let acknowledgement = alert.acknowledgement { return "; \(acknowledgement.author) looks after it" }
    if let other = planner.inhibitor(of: alert, in: state) { return "; \(other.rule) explains it" }
    if let time = state.evaluated, let silence = state.silences.first(where: { $0.mutes(alert, at: time) }) {
      return "; silenced by \(silence.author) until \(Self.time(silence.until))"
    }
    return ""
  }

  static func time(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).text(utc: "yyyy-MM-dd HH:mm")
  }
}
