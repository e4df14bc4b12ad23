import Foundation
import PerformanceBuild
import PerformanceSystem
import PerformanceText

/// The report in a workflow run of GitHub: a summary page and annotations at the `measure` lines.
struct GitHubReport {
  let package: PackageFolder

  /// Writes the report as GitHub's variables require; does nothing elsewhere.
  ///
  /// Annotations go to standard error, which the runner parses as well: standard output may hold JSON.
  func write(_ summary: RunSummary) {
    if let path = package.environment.setting("GITHUB_STEP_SUMMARY") {
      append(MarkdownSummary(summary: summary).text, to: path)
    }
    if package.environment["GITHUB_ACTIONS"] == "true" {
      let paths = RepositoryPaths(package: package.url, workspace: package.environment.setting("GITHUB_WORKSPACE"))
      for line in WorkflowAnnotations(summary: summary, path: paths.path).lines {
        package.output.error(line)
      }
    }
  }

  /// A summary page that cannot be written must not turn a green build red.
  private func append(_ text: String, to path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      package.output.error(
        "perftest: GITHUB_STEP_SUMMARY (\(path)) cannot be written: \(String(cString: strerror(errno)))")
      return
    }
    try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: Data(text.utf8))
  }
}
