import PerformanceRecords
import PerformanceText

/// The verdicts of a run as comma-separated values, one line each, the worst first.
///
/// `baseline` and `now` are in the metric's unit; `baseline` is the limit where `budget` names a statistic. `change`,
/// `low` and `high` are shares of the baseline: 0.25 is 25 % more.
package enum VerdictCSVExporter: Exporter {
  package static let name = "csv-verdicts"
  package static let abstract = "every verdict, one line each"

  private static let titles = [
    "run", "commit", "module", "suite", "test", "label", "metric", "unit", "budget", "outcome", "reason", "red",
    "baseline", "now", "change", "low", "high", "coverage", "sessions", "tolerance", "file", "line", "sentence",
  ]

  package static func text(of reported: ReportedRun) -> String {
    let origin = CSVField.origin(of: reported.summary)
    let rows = reported.summary.verdicts.map { origin + fields(of: $0, in: reported) }
    return CSVField.document([titles.map { .text($0) }] + rows)
  }

  private static func fields(of verdict: Verdict, in reported: ReportedRun) -> [CSVField] {
    let metric = verdict.metric
    let name: [CSVField] =
      CSVField.name(of: verdict.subject.id) + [.text(ifAny: metric?.name), .text(ifAny: metric?.unit.rawValue)]
    let result: [CSVField] = [
      .text(ifAny: verdict.budget?.name), .text(verdict.outcome.name), .text(verdict.reason.name),
      .text(reported.summary.isRed(verdict) ? "true" : "false"),
    ]
    let numbers: [CSVField] = [
      .number(ifAny: verdict.baseline), .number(ifAny: verdict.now), .number(ifAny: verdict.change),
      .number(ifAny: verdict.changeInterval?.lower), .number(ifAny: verdict.changeInterval?.upper),
      .number(ifAny: verdict.interval?.coverage), .count(verdict.sessions), .number(ifAny: metric?.tolerance.relative),
    ]
    let location = verdict.location
    return name + result + numbers + [
      .text(ifAny: location.map { reported.path($0.filePath) }), location.map { .count($0.line) } ?? .empty,
      .text(verdict.sentence),
    ]
  }
}
