import PerformanceRecords

/// A verdict as the cells of a table, the same for every form of report.
struct VerdictRow {
  /// The titles of the cells.
  static let titles = ["benchmark", "metric", "baseline", "now", "change", "sessions", "detectable", "verdict"]

  /// The cells in the order of the titles.
  let cells: [String]
  /// The explanation, for the notes.
  let reason: String
  /// The style that the outcome calls for.
  let style: Style

  /// The cells of a verdict.
  init(_ verdict: Verdict, in summary: RunSummary) {
    let metric = verdict.metric
    func value(_ value: Double?) -> String {
      guard let metric, let value else { return "–" }
      return ValueFormat.text(value, of: metric)
    }
    cells = [
      summary.name(of: verdict.subject),
      metric?.name.shown(atMost: 24) ?? "–",
      value(verdict.baseline),
      value(verdict.now),
      Self.change(verdict),
      verdict.sessions > 0 ? String(verdict.sessions) : "–",
      Self.detectable(verdict),
      verdict.outcomeText,
    ]
    reason = Self.isExplainedBelow(verdict) ? "" : verdict.explanation
    style = verdict.outcome == .incomparable && summary.red.contains(verdict) ? .red : .of(verdict.outcome)
  }

  private static func change(_ verdict: Verdict) -> String {
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
  /// The style of an outcome.
  package static func of(_ outcome: Verdict.Outcome) -> Style {
    switch outcome {
    case .failed, .missing, .overBudget, .regressed: .red
    case .accepted, .contaminated, .ambiguous, .new: .yellow
    case .improved: .green
    case .same, .incomparable, .disabled, .other: .dim
    }
  }
}
