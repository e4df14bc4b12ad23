import PerformanceBundles
import PerformanceRecords
import Testing

/// Observes the issues that are recorded while a child runs a case.
enum IssueWatch {
  /// Performs a case's body, and passes its issues to the context.
  static func watching(
    _ test: Test, _ testCase: Test.Case?, for context: SessionContext, _ body: @Sendable () async throws -> Void
  ) async throws {
    let trait = IssueHandlingTrait.compactMapIssues { issue in
      context.record(kind(of: issue), text(of: issue)) ? issue : nil
    }
    try await trait.provideScope(for: test, testCase: testCase, performing: body)
  }

  private static func kind(of issue: Issue) -> SessionContext.IssueKind {
    if issue.isFailure { return .failure }
    return issue.severity >= .error ? .known : .warning
  }

  /// The text of an issue, with its comments and source location: `Expectation failed: 1 == 2 (Catalog.swift:12)`.
  static func text(of issue: Issue) -> String {
    let comments = issue.comments.map(\.rawValue)
    var parts = [issue.kind.description] + comments
    // The description of an issue without a kind is just "Issue recorded"; its comment has the content.
    if case .unconditional = issue.kind, !comments.isEmpty { parts.removeFirst() }
    let location = issue.sourceLocation.map { " (\($0.fileName):\($0.line))" } ?? ""
    return parts.joined(separator: ": ") + location
  }

  /// The message about an error that ended a body; for a failed requirement, the issue has more information.
  static func message(of error: any Error, in context: SessionContext) -> ChildMessage {
    if error is ExpectationFailedError, let issue = context.lastIssue { return .threw(issue, iterations: nil) }
    return .threw("\(error)", iterations: context.unfinishedIterations)
  }
}
