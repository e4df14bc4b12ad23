import PerformanceExports
import PerformanceSystem
import PerformanceWorkflows

/// The forms of a report for people.
package enum ReportForm: String, CaseIterable, Sendable {
  case text, markdown, html

  package static let argument = Argument<ReportForm>.option(
    "--format", "FORM", "text, markdown or html; text unless given"
  ) { (text: String) throws(UsageError) in
    guard let form = ReportForm(rawValue: text) else {
      throw UsageError("--format takes text, markdown or html, not '\(text.printable(atMost: 60))'")
    }
    return form
  }

  /// Writes a report to standard output.
  package func write(_ document: ReportDocument, to output: Output) {
    switch self {
    case .text: output.lines { width, colour in document.lines(width: width, colour: colour) }
    case .markdown: output.results.write(document.markdown)
    case .html: output.results.write(document.html)
    }
  }
}
