import PerformanceRecords

/// A verdict as the cells of a table, the same for every form of report.
package struct VerdictRow {
  /// The titles of the cells.
  package static let titles = ["benchmark", "metric", "baseline", "now", "change", "sessions", "detectable", "verdict"]

  /// The benchmark or function.
  package let name: String
  /// The name of the metric.
  package let metric: String
  /// The number of the baseline, the limit of a budget, or the declared growth.
  package let baseline: String
  /// The number of this run, or the fitted growth.
  package let now: String
  /// The change with its interval.
  package let change: String
  /// The number of fresh sessions.
  package let sessions: String
  /// The smallest detectable slowdown.
  package let detectable: String
  /// The outcome in words.
  package let outcome: String
  /// The explanation, for the notes.
  package let reason: String
  /// The style that the outcome calls for.
  package let style: Style

  /// The cells of a verdict.
  package init(_ verdict: Verdict, in summary: RunSummary) {
    let metric = verdict.metric
    func value(_ value: Double?) -> String {
      guard let metric, let value else { return "–" }
      return ValueFormat.text(value, of: metric)
    }
    name = summary.name(of: verdict.subject)
    self.metric = metric?.name.shown(atMost: 24) ?? "–"
    baseline = verdict.growth?.declared.formula ?? value(verdict.baseline)
    now = verdict.growth.map { $0.fit.map { Growth.power($0.exponent) } ?? "–" } ?? value(verdict.now)
    change = Self.change(verdict)
    sessions = verdict.sessions > 0 ? String(verdict.sessions) : "–"
    detectable = Self.detectable(verdict)
    outcome = verdict.outcomeText
    reason = Self.isExplainedBelow(verdict) ? "" : verdict.explanation
    style =
      switch verdict.outcome {
      case .incomparable where summary.isRed(verdict): .red
      case .overBudget where !summary.isRed(verdict): .yellow
      default: .of(verdict.outcome)
      }
  }

  /// The cells in the order of the titles.
  package var cells: [String] { [name, metric, baseline, now, change, sessions, detectable, outcome] }

  private static func change(_ verdict: Verdict) -> String {
    if let growth = verdict.growth {
      return growth.fit.map { "\(Growth.interval(of: $0)) \(ValueFormat.share($0.coverage))" } ?? "–"
    }
    guard let metric = verdict.metric, let baseline = verdict.baseline, let now = verdict.now else { return "–" }
    let change = ValueFormat.change(from: baseline, to: now, of: metric)
    guard let interval = verdict.interval, metric.kind == .sampled else { return change }
    return change + " " + ValueFormat.shortInterval(interval)
  }

  private static func detectable(_ verdict: Verdict) -> String {
    guard let metric = verdict.metric, let change = verdict.smallestDetectableChange else { return "–" }
    return ValueFormat.detectable(change, direction: metric.direction)
  }

  /// Whether ``VerdictGroup`` explains the reason once for many rows.
  private static func isExplainedBelow(_ verdict: Verdict) -> Bool {
    switch verdict.outcome {
    case .incomparable where verdict.reason.isShownByName: false
    case .same where verdict.isMoreThanSame: false
    case .same, .incomparable, .disabled: true
    default: false
    }
  }
}

extension Style {
  /// The style of an outcome: red where it turns a build red, yellow where it asks for attention.
  package static func of(_ outcome: Verdict.Outcome) -> Style {
    switch outcome {
    case .failed, .missing, .overBudget, .regressed: .red
    case .accepted, .contaminated, .ambiguous, .new: .yellow
    case .improved: .green
    case .same, .incomparable, .disabled, .other: .dim
    }
  }
}
