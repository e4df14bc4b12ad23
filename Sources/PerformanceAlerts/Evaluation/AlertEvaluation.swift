/// What the rules about the machine found at an evaluation: samples of it over time, for objectives.
package struct AlertEvaluation: Equatable, Sendable, Codable {
  /// Seconds since 1970.
  package var time: Double
  /// The rules that held, by their names, also where they do not fire yet.
  package var holds: [String]
  /// The rules that did not hold. One without data is in neither list.
  package var clear: [String]

  package init(time: Double, holds: [String] = [], clear: [String] = []) {
    (self.time, self.holds, self.clear) = (time, holds, clear)
  }

  /// The names of the rules that evaluations are kept of: what others are about is in runs and in the history.
  package static let kept = AlertRule.all.filter { $0.source == .machine }.map(\.name)

  /// Whether evaluations are kept of a rule.
  package static func isKept(of rule: String) -> Bool { kept.contains(rule) }

  /// The findings of the newest evaluation of a state.
  /// - Parameter rules: those that were evaluated.
  init(_ state: AlertState, _ rules: [AlertRule]) {
    self.init(time: state.evaluated ?? 0)
    let holding = Set(state.alerts.filter { $0.held == state.evaluated && $0.phase != .resolved }.map(\.rule))
    for rule in rules where rule.isEnabled && rule.source == .machine && state.withoutData[rule.name] == nil {
      if holding.contains(rule.name) { holds.append(rule.name) } else { clear.append(rule.name) }
    }
  }
}
