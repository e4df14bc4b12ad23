/// What the history of alerts adds up to.
package struct AlertStatistics: Equatable, Sendable {
  /// The numbers of a rule.
  package struct Rule: Equatable, Sendable, Encodable {
    package var rule: String
    /// How often an alert of it began to fire.
    package var fired = 0
    package var resolved = 0
    /// How often an alert came back within the days that resolved ones are kept.
    package var returned = 0
    /// The mean time from firing to resolved, in seconds; `nil` where none was resolved.
    package var meanSeconds: Double?
  }

  /// The rules that fired, the most frequent ones first.
  package let rules: [Rule]

  package init(_ transitions: [AlertTransition]) {
    var rules: [String: Rule] = [:]
    var seconds: [String: Double] = [:]
    for transition in transitions {
      var rule = rules[transition.rule] ?? Rule(rule: transition.rule)
      switch transition.kind {
      case .firing:
        rule.fired += 1
        if let alert = transition.alert, alert.returns > 0 { rule.returned += 1 }
      case .resolved:
        rule.resolved += 1
        if let fired = transition.alert?.fired { seconds[rule.rule, default: 0] += transition.time - fired }
      case .pending, .ended, .noData, .dataAgain: continue
      }
      rules[rule.rule] = rule
    }
    self.rules = rules.values.map { rule in
      var rule = rule
      if rule.resolved > 0 { rule.meanSeconds = (seconds[rule.rule] ?? 0) / Double(rule.resolved) }
      return rule
    }.sorted { ($1.fired, $0.rule) < ($0.fired, $1.rule) }
  }
}
