/// A rule of Prometheus.
package struct PrometheusRule {
  /// What a rule makes of the value of its expression.
  package enum Kind {
    /// A series of this name.
    case record(String)
    /// An alert.
    case alert(Alert)
  }

  /// An alert, while its expression has a value.
  package struct Alert {
    let name: String
    /// How long the expression must have a value before the alert fires, such as `1h`; `nil` for at once.
    let delay: String?
    /// `critical`, `warning` or `info`.
    let severity: String
    /// One line, which may have templates of Prometheus.
    let summary: String
    /// What happened and what to do, which may have templates of Prometheus.
    let description: String

    package init(name: String, delay: String?, severity: String, summary: String, description: String) {
      self.name = name
      self.delay = delay
      self.severity = severity
      self.summary = summary
      self.description = description
    }
  }

  let kind: Kind
  /// The expression.
  let expression: String
  /// The families that the expression reads.
  let families: [String]

  package init(kind: Kind, expression: String, families: [String] = []) {
    self.kind = kind
    self.expression = expression
    self.families = families
  }
}

/// Rules as YAML, in the subset that Prometheus reads since 2.0: no labels of groups, which 2.42 refuses.
package struct PrometheusRuleFile {
  private var text = "groups:\n"

  private init() {}

  /// The file of groups; those without rules are left out.
  package static func text(of groups: [(name: String, rules: [PrometheusRule])]) -> String {
    var file = PrometheusRuleFile()
    let groups = groups.filter { !$0.rules.isEmpty }
    for group in groups { file.write(group.name, group.rules) }
    return groups.isEmpty ? "groups: []\n" : file.text
  }

  private mutating func write(_ name: String, _ rules: [PrometheusRule]) {
    text += "  - name: \(Self.quoted(name))\n    rules:\n"
    for rule in rules {
      switch rule.kind {
      case .record(let series):
        text += "      - record: \(Self.quoted(series))\n        expr: \(Self.quoted(rule.expression))\n"
      case .alert(let alert):
        text += "      - alert: \(Self.quoted(alert.name))\n        expr: \(Self.quoted(rule.expression))\n"
        if let delay = alert.delay { text += "        for: \(Self.quoted(delay))\n" }
        text += "        labels:\n          severity: \(Self.quoted(alert.severity))\n        annotations:\n"
        text += "          summary: \(Self.quoted(alert.summary))\n"
        text += "          description: \(Self.quoted(alert.description))\n"
      }
    }
  }

  /// A double-quoted scalar of YAML 1.1 and 1.2.
  package static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      // Not printable by YAML's definition, or a line break in one of its versions.
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}": text += "\\x" + hexadecimal(scalar, digits: 2)
      case "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}": text += "\\u" + hexadecimal(scalar, digits: 4)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar, digits: Int) -> String {
    let text = String(scalar.value, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
