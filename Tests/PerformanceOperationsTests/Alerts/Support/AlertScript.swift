import PerformanceAlerts

/// Evaluations one after the other, one an hour.
struct AlertScript {
  static let hour = 3_600.0

  var state = AlertState()
  private(set) var time = 1_800_000_000.0
  private(set) var transitions: [AlertTransition] = []
  private var evaluator: AlertEvaluator

  init(_ rules: [AlertRule]) { evaluator = AlertEvaluator(rules) }

  /// Goes on with other rules.
  mutating func replace(rules: [AlertRule]) { evaluator = AlertEvaluator(rules) }

  /// The input at the present time.
  func input(sources: Set<AlertSource> = Set(AlertSource.allCases)) -> AlertInput {
    AlertInput(time: time, sources: sources)
  }

  /// Evaluates, and moves on by hours.
  /// - Returns: What changed, as words such as `firing`.
  @discardableResult
  mutating func evaluate(hours: Double = 1, _ input: AlertInput) -> [String] {
    let (next, changes) = evaluator.evaluate(input, after: state)
    state = next
    transitions += changes
    time += hours * Self.hour
    return changes.map(\.kind.rawValue)
  }

  /// Evaluates with a share of busy processors; `nil` for no reading.
  @discardableResult
  mutating func evaluate(busy: Double?, hours: Double = 1) -> [String] {
    var input = input()
    if let busy { input.add("perf_host_cpu_busy_ratio", AlertSample(["kind": "foreign"], busy)) }
    return evaluate(hours: hours, input)
  }
}

extension AlertRule {
  static func named(_ name: String) -> AlertRule {
    guard let rule = all.first(where: { $0.name == name }) else { preconditionFailure("there is no rule \(name)") }
    return rule
  }

  /// The rule with other numbers.
  func with(evaluations: Int? = nil, keep: Int? = nil) -> AlertRule {
    var rule = self
    rule.evaluations = evaluations ?? rule.evaluations
    rule.keep = keep ?? rule.keep
    return rule
  }
}

extension Alert {
  /// An alert that fires.
  static func firing(
    _ rule: String, _ severity: AlertSeverity = .warning, since: Double = 1_800_000_000, count: Int = 1,
    _ labels: [String: String] = [:]
  ) -> Alert {
    var alert = Alert(
      rule: rule,
      labels: labels.merging(["alertname": rule, "severity": severity.rawValue, "category": "warning"]) { $1 },
      phase: .firing, since: since, fired: since, held: since, count: 1, value: 0.5)
    alert.firingCount = count
    return alert
  }

  /// A warning that fires.
  static func firing(_ rule: String, count: Int = 1, _ labels: [String: String]) -> Alert {
    firing(rule, .warning, count: count, labels)
  }

  /// The same alert when it is over.
  func over(at time: Double) -> Alert {
    var alert = self
    (alert.phase, alert.resolved) = (.resolved, time)
    return alert
  }
}
