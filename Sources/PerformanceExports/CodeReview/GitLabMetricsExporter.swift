import Foundation
import PerformanceRecords

/// The judged numbers of a run as a metrics report of GitLab, in the text format of OpenMetrics.
///
/// GitLab compares the numbers of two branches as texts, so that any noise would be a change. A number of a sampled
/// metric changes only where its verdict says that it changed: elsewhere it is that of the baseline. It is rounded to
/// three digits. Counts are exact.
package enum GitLabMetricsExporter: Exporter {
  package static let name = "gitlab-metrics"
  package static let abstract = "the judged numbers as a metrics report of GitLab"

  package static func text(of reported: ReportedRun) -> String {
    let judged = reported.summary.verdicts.filter { $0.budget == nil && $0.growth == nil }
    let lines = judged.compactMap(line).sorted()
    return (["# TYPE performance gauge"] + lines + ["# EOF", ""]).joined(separator: "\n")
  }

  private static func line(of verdict: Verdict) -> String? {
    guard let benchmark = verdict.benchmark, let metric = verdict.metric, let value = value(of: verdict, metric),
      value.isFinite
    else { return nil }
    let labels = [
      ("benchmark", benchmark.description), ("metric", metric.name), ("unit", metric.unit.rawValue),
    ].map { "\($0)=\"\($1.escapedForGitLabMetrics)\"" }
    return "performance{\(labels.joined(separator: ","))} \(value.written)"
  }

  private static func value(of verdict: Verdict, _ metric: MetricDescription) -> Double? {
    guard metric.kind == .sampled else { return verdict.now }
    switch verdict.outcome {
    case .missing, .failed, .disabled: return nil
    case .regressed, .improved, .accepted: return verdict.now.map(rounded)
    default: return (verdict.baseline ?? verdict.now).map(rounded)
    }
  }

  /// The number with three significant digits.
  private static func rounded(_ value: Double) -> Double {
    Double(String(format: "%.2e", value)) ?? value
  }
}
