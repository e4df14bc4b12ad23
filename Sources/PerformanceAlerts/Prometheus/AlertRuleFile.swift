import PerformanceExports

/// The rules as a file of Prometheus, in the subset of YAML and of fields that it has since 2.42.
package struct AlertRuleFile {
  private let rules: [AlertRule]
  private let runbooks: String?
  private let interval: Int

  /// - Parameter interval: the seconds between two evaluations of Prometheus.
  package init(_ settings: AlertSettings, interval: Int) {
    rules = settings.rules.filter { $0.isEnabled && $0.isExported }
    runbooks = settings.runbooks
    self.interval = interval
  }

  package var text: String {
    let groups = AlertCategory.allCases.compactMap { category -> String? in
      let rules = rules.filter { $0.category == category }
      guard !rules.isEmpty else { return nil }
      return "  - name: \(quoted("perftest-\(category.rawValue)"))\n    interval: \(interval)s\n    rules:\n"
        + rules.map(text).joined()
    }
    return "groups:\n" + groups.joined()
  }

  private func text(_ rule: AlertRule) -> String {
    var lines = ["- alert: \(quoted(rule.name))", "  expr: \(quoted(rule.expression))"]
    // Prometheus fires when the time since the first evaluation has passed: at the third evaluation that is two intervals.
    if rule.evaluations > 1 { lines.append("  for: \((rule.evaluations - 1) * interval)s") }
    if rule.keep > 0 { lines.append("  keep_firing_for: \(rule.keep * interval)s") }
    lines += [
      "  labels:", "    severity: \(quoted(rule.severity.rawValue))", "    category: \(quoted(rule.category.rawValue))",
      "  annotations:", "    summary: \(quoted(rule.template))", "    runbook: \(quoted(rule.runbook))",
    ]
    if let runbooks {
      let base = runbooks.hasSuffix("/") ? String(runbooks.dropLast()) : runbooks
      lines.append("    runbook_url: \(quoted("\(base)/\(rule.runbook.lowercased())"))")
    }
    return lines.map { "      \($0)\n" }.joined()
  }

  private func quoted(_ text: String) -> String { PrometheusRuleFile.quoted(text) }
}

extension AlertRule {
  /// The summary with the templates of Prometheus in place of names.
  fileprivate var template: String {
    let value =
      switch unit {
      case .share: "{{ $value | humanizePercentage }}"
      case .seconds: "{{ $value | humanizeDuration }}"
      case .bytes: "{{ $value | humanize1024 }}B"
      case .number: "{{ $value }}"
      }
    return condition.quantity.labels.reduce(summary.replacing("{value}", with: value)) { text, label in
      text.replacing("{\(label)}", with: "{{ $labels.\(label) }}")
    }
  }
}
