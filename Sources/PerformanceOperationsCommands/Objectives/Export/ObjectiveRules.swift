import PerformanceExports
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem

/// Recording and alerting rules of Prometheus for objectives, from the windows and guards of our own evaluation.
///
/// The lower bound of Clopper and Pearson is no function of Prometheus; at least two bad events among enough are.
package enum ObjectiveRules {
  package static func text(of objectives: [Objective]) -> String {
    let cumulative = objectives.filter(\.isCumulative)
    let records = cumulative.isEmpty ? [] : windows.map(record)
    return PrometheusRuleFile.text(of: [
      ("perf-objectives", records),
      (
        "perf-objectives-alerts",
        [alert(.page, cumulative), alert(.ticket, cumulative), objectives.isEmpty ? nil : frozen].compactMap { $0 }
      ),
    ])
  }

  /// The lengths of all windows, the shortest first.
  private static let windows = Set(BurnWindow.hours.flatMap { [$0.long, $0.short] }).sorted()

  private static func record(_ hours: Double) -> PrometheusRule {
    let window = length(hours)
    func sum(_ name: String) -> String { "sum by (objective) (increase(\(name)[\(window)]))" }
    return PrometheusRule(
      kind: .record(series(hours)), expression: "\(sum(ObjectiveMetrics.bad)) / \(sum(ObjectiveMetrics.events))")
  }

  private static func series(_ hours: Double) -> String { "objective:perf_objective_errors:ratio_\(length(hours))" }

  private static func length(_ hours: Double) -> String {
    hours < 1 ? "\(Int((hours * 60).rounded()))m" : "\(Int(hours))h"
  }

  /// An alert of a severity: a pair of windows of an objective. One rule for all of them, because rules of one name and
  /// equal labels are refused.
  private static func alert(_ severity: BurnWindow.Severity, _ objectives: [Objective]) -> PrometheusRule? {
    let pairs = objectives.flatMap { objective in
      windows(of: objective).filter { $0.severity == severity }.map { "(\(expression(objective, $0)))" }
    }
    guard !pairs.isEmpty else { return nil }
    return PrometheusRule(
      kind: .alert(
        .init(
          name: "PerformanceObjectiveBurns", delay: nil, severity: severity == .page ? "critical" : "warning",
          summary: "{{ $labels.objective }}: {{ $value | humanizePercentage }} of the events are bad",
          description: "The error budget burns too fast, for long enough to matter and until now. "
            + "See '\(PerftestCommand.prefix) slo status'.")),
      expression: pairs.joined(separator: " or "))
  }

  /// The pairs of windows that can fire, for an objective whose period is in days.
  private static func windows(of objective: Objective) -> [BurnWindow] {
    guard let period = hours(of: objective) else { return [] }
    return BurnWindow.hours.filter { $0.isPossible(target: objective.target, period: period) }
  }

  private static func hours(of objective: Objective) -> Double? {
    if case .days(let days) = objective.period { Double(days) * 24 } else { nil }
  }

  private static func expression(_ objective: Objective, _ window: BurnWindow) -> String {
    let (period, selector) = (hours(of: objective) ?? 0, "{objective=\"\(objective.id)\"}")
    let limit = decimal(window.factor(period: period) * (1 - objective.target))
    let fewest = window.fewestEvents(target: objective.target, period: period)
    func sum(_ name: String) -> String { "sum by (objective) (increase(\(name)\(selector)[\(length(window.long))]))" }
    return [
      "\(series(window.long))\(selector) > \(limit)", "\(series(window.short))\(selector) > \(limit)",
      "\(sum(ObjectiveMetrics.bad)) >= 2", "\(sum(ObjectiveMetrics.events)) >= \(fewest)",
    ].joined(separator: " and ")
  }

  private static let frozen = PrometheusRule(
    kind: .alert(
      .init(
        name: "PerformanceBudgetNearlySpent", delay: nil, severity: "warning",
        summary: "{{ $labels.objective }}: {{ $value | humanizePercentage }} of the error budget is left",
        description: "Release nothing but fixes. See '\(PerftestCommand.prefix) slo gate --help'.")),
    expression: "\(ObjectiveMetrics.remaining) < \(ErrorBudget.freezeShare)")

  /// A number without the last bits of a product: 0.0144, not 0.014400000000000013.
  private static func decimal(_ value: Double) -> String { "\((value * 1e9).rounded() / 1e9)" }
}
