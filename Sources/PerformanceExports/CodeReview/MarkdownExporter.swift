import PerformanceText

/// A run as GitHub-flavoured Markdown: the summary of a job, below GitHub's limit of 1 MiB.
package enum MarkdownExporter: Exporter {
  package static let name = "markdown"
  package static let abstract = "the verdicts as Markdown, for the summary of a job or a comment"

  package static func text(of reported: ReportedRun) -> String { MarkdownSummary(summary: reported.summary).text }
}
