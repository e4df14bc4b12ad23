import PerformanceRecords
import PerformanceSystem

/// Which alerts go to which receivers, how they are grouped, and how often they are repeated.
package struct AlertRoute: Equatable, Sendable {
  /// Who is notified when nobody acknowledges.
  package struct Escalation: Equatable, Sendable {
    /// The evaluations in which an alert fires until then.
    package var after: Int
    package var receivers: [String]

    package init(after: Int, receivers: [String]) { (self.after, self.receivers) = (after, receivers) }
  }

  /// The severities, categories and rules that it takes; empty for all.
  package var severities: [AlertSeverity] = []
  package var categories: [String] = []
  package var rules: [String] = []
  /// A pattern of suites; `nil` for all alerts, also those without a suite.
  package var suite: BenchmarkPattern?
  package var receivers: [String]
  /// Whether further routes take its alerts, too.
  package var continues = false
  /// The labels that alerts of a group have in common.
  package var grouping = [AlertLabels.name, "suite"]
  /// The hours after which a group is sent again while it fires; `nil` for those of its severity.
  package var repetition: Double?
  package var escalation: Escalation?

  package init(receivers: [String]) { self.receivers = receivers }

  /// The hours after which a group of a severity is sent again: a day for what is urgent, a week for what is not, and never
  /// for good news.
  package func repetition(of severity: AlertSeverity) -> Double {
    if let repetition { return repetition }
    return switch severity {
    case .critical: 24
    case .warning: 168
    case .info: .infinity
    }
  }

  /// Whether it takes an alert with these labels.
  package func takes(_ alert: Alert) -> Bool {
    func has(_ allowed: [String], _ label: String) -> Bool {
      allowed.isEmpty || alert.labels[label].map(allowed.contains) ?? false
    }
    guard severities.isEmpty || severities.contains(alert.severity), has(categories, AlertLabels.category),
      has(rules, AlertLabels.name)
    else { return false }
    return suite.map { pattern in alert.labels["suite"].map(pattern.matches) ?? false } ?? true
  }
}

extension AlertRoute: Decodable {
  private enum Key: String, CodingKey, CaseIterable {
    case severity, category, rule, suite, to, next = "continue", group, repetition = "repeat", escalate
  }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    func refuse(_ key: Key, _ problem: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: problem)
    }
    self.init(receivers: try container.decode([String].self, forKey: .to))
    guard !receivers.isEmpty else { throw refuse(.to, "names no receiver") }
    severities = try (container.decodeIfPresent([String].self, forKey: .severity) ?? []).map { text in
      guard let severity = AlertSeverity(rawValue: text) else {
        throw refuse(
          .severity, "has '\(text)'; allowed are \(AlertSeverity.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return severity
    }
    categories = try container.decodeIfPresent([String].self, forKey: .category) ?? []
    for category in categories where AlertCategory(rawValue: category) == nil {
      throw refuse(
        .category, "has '\(category)'; allowed are \(AlertCategory.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    rules = try container.decodeIfPresent([String].self, forKey: .rule) ?? []
    for rule in rules where !AlertRule.all.contains(where: { $0.name == rule }) {
      throw refuse(.rule, "has no rule '\(rule)'")
    }
    suite = try container.decodeIfPresent(BenchmarkPattern.self, forKey: .suite)
    continues = try container.decodeIfPresent(Bool.self, forKey: .next) ?? false
    grouping = try container.decodeIfPresent([String].self, forKey: .group) ?? grouping
    repetition = try container.decodeIfPresent(Double.self, forKey: .repetition)
    guard repetition.map({ 0.01...8_760 ~= $0 }) ?? true else {
      throw refuse(.repetition, "is not from 0.01 to 8760 hours")
    }
    escalation = try container.decodeIfPresent(Escalation.self, forKey: .escalate)
  }
}

extension AlertRoute.Escalation: Decodable {
  private enum Key: String, CodingKey, CaseIterable { case after, to }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    after = try container.decode(Int.self, forKey: .after)
    guard 1...10_000 ~= after else {
      throw DecodingError.dataCorruptedError(
        forKey: .after, in: container, debugDescription: "is \(after), expected evaluations from 1 to 10000")
    }
    receivers = try container.decode([String].self, forKey: .to)
  }
}
