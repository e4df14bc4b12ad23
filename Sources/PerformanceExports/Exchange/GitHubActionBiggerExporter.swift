/// The metrics of a run for which more is better, for the action `benchmark-action/github-action-benchmark` with the
/// tool `customBiggerIsBetter`.
package enum GitHubActionBiggerExporter: Exporter {
  package static let name = "github-action-benchmark-bigger"
  package static let abstract = "metrics where more is better, for github-action-benchmark (customBiggerIsBetter)"

  package static func text(of reported: ReportedRun) -> String {
    GitHubActionBenchmarks.text(of: reported, .higherIsBetter)
  }
}
