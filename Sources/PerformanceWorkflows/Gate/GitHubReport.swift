import Foundation
import PerformanceText

/// What a workflow run of GitHub shows: a summary page and annotations at the `measure` lines.
struct GitHubReport {
  let environment: [String: String]
  let package: URL

  /// Writes where the variables of GitHub say; does nothing elsewhere.
  ///
  /// Annotations go to standard error, which the runner reads as well: the other stream may hold JSON.
  func write(_ summary: RunSummary) {
    if let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty {
      append(MarkdownSummary(summary: summary).text, to: path)
    }
    if environment["GITHUB_ACTIONS"] == "true" {
      for line in WorkflowAnnotations(summary: summary, packageRoot: package.path).lines { Output.error(line) }
    }
  }

  /// A summary page that cannot be written must not turn a green build red.
  private func append(_ text: String, to path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      Output.error("perftest: GITHUB_STEP_SUMMARY (\(path)) cannot be written: \(String(cString: strerror(errno)))")
      return
    }
    defer { close(descriptor) }
    Output.write(text, to: descriptor)
  }
}
