/// Evaluates rules: the same rules, state and input give the same result, whatever the clock says.
package struct AlertEvaluator: Sendable {
  /// How long a resolved alert stays in the state, in seconds. The history keeps it.
  package static let resolvedAge = 7.0 * 86_400

  private let rules: [AlertRule]

  package init(_ rules: [AlertRule]) { self.rules = rules.filter(\.isEnabled) }

  /// The state after an evaluation, and what changed.
  package func evaluate(_ input: AlertInput, after state: AlertState) -> (AlertState, [AlertTransition]) {
    var evaluation = Evaluation(state, input)
    for rule in rules { evaluation.evaluate(rule) }
    return evaluation.result()
  }
}

/// One evaluation of all rules.
private struct Evaluation {
  private let time: Double
  private let before: AlertState
  /// The alerts before, by the names of their rules.
  private var old: [String: [Alert]]
  private var reader: AlertReader
  private var alerts: [Alert] = []
  private var withoutData: [String: Double] = [:]
  private var transitions: [AlertTransition] = []

  init(_ state: AlertState, _ input: AlertInput) {
    (time, before) = (input.time, state)
    old = Dictionary(grouping: state.alerts, by: \.rule)
    reader = AlertReader(input, state.counters)
  }

  mutating func evaluate(_ rule: AlertRule) {
    let known = old.removeValue(forKey: rule.name) ?? []
    guard let values = values(of: rule) else {
      // No reading says neither that it is over nor that it goes on.
      if before.withoutData[rule.name] == nil { add(.noData, rule) }
      withoutData[rule.name] = before.withoutData[rule.name] ?? time
      alerts += known.filter { !isForgotten($0) }
      return
    }
    if before.withoutData[rule.name] != nil { add(.dataAgain, rule) }
    if isOfSameRun(rule) {
      // One run is one reading, however often it is looked at.
      alerts += known.filter { !isForgotten($0) }
      return
    }
    var rest = values.reduce(into: [[String: String]: Double]()) { all, value in
      all[labels(of: rule, value.key)] = value.value
    }
    for alert in known {
      // Which severity a rule has now does not make another alert of one that fires.
      let key = rest.keys.first { Self.identity($0) == Self.identity(alert.labels) }
      let value = key.flatMap { rest.removeValue(forKey: $0) }
      var alert = alert
      if let key, alert.phase != .firing { alert.labels = key }
      if let next = value.map({ held(alert, $0, rule) }) ?? missed(alert, rule) { alerts.append(next) }
    }
    for (labels, value) in rest.sorted(by: { AlertLabels.text($0.key) < AlertLabels.text($1.key) }) {
      let new = Alert(rule: rule.name, labels: labels, phase: .pending, since: time, held: time, count: 0, value: value)
      alerts.append(held(new, value, rule))
    }
  }

  /// Whether a rule that counts runs has seen this one. The age of a run grows without one.
  private func isOfSameRun(_ rule: AlertRule) -> Bool {
    guard rule.source == .run, let run = reader.input.run, run == before.run else { return false }
    if case .age = rule.condition.quantity { return false }
    return true
  }

  /// The numbers beyond the limit by their labels; `nil` where the rule has no data.
  private mutating func values(of rule: AlertRule) -> [[String: String]: Double]? {
    let condition = rule.condition
    let values = reader.values(of: condition.quantity)
    guard reader.input.sources.contains(rule.source), rule.absence == .nothing || !values.isEmpty else { return nil }
    let beyond = values.filter { condition.side.holds($0.value, condition.limit) }
    // In most evaluations of most suites there is nothing that could be contradicted.
    guard let exception = condition.exception, !beyond.isEmpty else { return beyond }
    let contradicted = reader.values(of: exception.quantity).filter { exception.side.holds($0.value, exception.limit) }
    return beyond.filter { contradicted[$0.key] == nil }
  }

  private func labels(of rule: AlertRule, _ labels: [String: String]) -> [String: String] {
    labels.merging([
      AlertLabels.name: rule.name, AlertLabels.severity: rule.severity.rawValue,
      AlertLabels.category: rule.category.rawValue,
    ]) { _, own in own }
  }

  private static func identity(_ labels: [String: String]) -> [String: String] {
    labels.filter { $0.key != AlertLabels.severity }
  }

  // MARK: - Steps

  /// The alert after an evaluation in which the condition held.
  private mutating func held(_ alert: Alert, _ value: Double, _ rule: AlertRule) -> Alert {
    var next = alert
    if alert.phase == .resolved {
      next = Alert(
        rule: alert.rule, labels: alert.labels, phase: .pending, since: time, held: time, count: 0,
        returns: alert.returns + 1, value: value)
    }
    (next.held, next.value, next.misses) = (time, value, 0)
    switch next.phase {
    case .firing: next.firingCount += 1
    case .pending, .resolved:
      next.count += 1
      if next.count >= rule.evaluations {
        (next.phase, next.fired, next.firingCount) = (.firing, time, 1)
        add(.firing, rule, next)
      } else if next.count == 1 {
        add(.pending, rule, next)
      }
    }
    return next
  }

  /// The alert after an evaluation in which the condition did not hold; `nil` where nothing of it stays.
  private mutating func missed(_ alert: Alert, _ rule: AlertRule) -> Alert? {
    switch alert.phase {
    case .pending:
      add(.ended, rule, alert)
      return nil
    case .firing:
      var next = alert
      next.misses += 1
      if next.misses > rule.keep { return resolved(next, rule) }
      next.firingCount += 1
      return next
    case .resolved: return isForgotten(alert) ? nil : alert
    }
  }

  private mutating func resolved(_ alert: Alert, _ rule: AlertRule) -> Alert {
    var next = alert
    (next.phase, next.resolved) = (.resolved, time)
    add(.resolved, rule, next)
    return next
  }

  private func isForgotten(_ alert: Alert) -> Bool {
    alert.resolved.map { time - $0 >= AlertEvaluator.resolvedAge } ?? false
  }

  private mutating func add(_ kind: AlertTransition.Kind, _ rule: AlertRule, _ alert: Alert? = nil) {
    transitions.append(AlertTransition(time: time, kind: kind, rule: rule.name, alert: alert))
  }

  // MARK: - The result

  mutating func result() -> (AlertState, [AlertTransition]) {
    // Nobody evaluates the rule any more: what fired is over.
    for alert in old.values.joined().sorted(by: { AlertLabels.text($0.labels) < AlertLabels.text($1.labels) }) {
      var alert = alert
      switch alert.phase {
      case .pending: continue
      case .firing:
        (alert.phase, alert.resolved) = (.resolved, time)
        transitions.append(AlertTransition(time: time, kind: .resolved, rule: alert.rule, alert: alert))
        alerts.append(alert)
      case .resolved: if !isForgotten(alert) { alerts.append(alert) }
      }
    }
    var state = before
    state.alerts = alerts
    state.withoutData = withoutData
    state.evaluated = time
    state.evaluations = min(before.evaluations + 1, 1_000_000_000)
    reader.counters.keep(reader.used)
    state.counters = reader.counters
    state.run = reader.input.run
    state.silences.removeAll { time - $0.until >= AlertEvaluator.resolvedAge }
    return (state, transitions)
  }
}
