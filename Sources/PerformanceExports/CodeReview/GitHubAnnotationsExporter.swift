import PerformanceText

/// The red verdicts and accepted regressions of a run as workflow commands: GitHub shows them at the lines of the
/// benchmarks when a step prints them.
package enum GitHubAnnotationsExporter: Exporter {
  package static let name = "github-annotations"
  package static let abstract = "the red verdicts as workflow commands of GitHub; empty for a run that passed"

  package static func text(of reported: ReportedRun) -> String {
    WorkflowAnnotations(summary: reported.summary, path: reported.path).lines.map { $0 + "\n" }.joined()
  }
}
