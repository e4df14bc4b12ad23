/// The metrics of a run for which less is better, for the action `benchmark-action/github-action-benchmark` with the
/// tool `customSmallerIsBetter`.
package enum GitHubActionSmallerExporter: Exporter {
  package static let name = "github-action-benchmark"
  package static let abstract = "metrics where less is better, for github-action-benchmark (customSmallerIsBetter)"

  package static func text(of reported: ReportedRun) -> String {
    GitHubActionBenchmarks.text(of: reported, .lowerIsBetter)
  }
}
