import PerformanceBundles
import PerformanceRecords
import Testing

/// Sees the issues that are recorded while a child runs a case, as they are recorded.
enum IssueWatch {
  /// Performs a case's body, and lets the context take in its issues.
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

  /// What an issue says, with the comments and the place: `Expectation failed: 1 == 2 (Catalog.swift:12)`.
  static func text(of issue: Issue) -> String {
    let comments = issue.comments.map(\.rawValue)
    var parts = [issue.kind.description] + comments
    // Nothing but "Issue recorded" is said of an issue without a kind; its comment says it.
    if case .unconditional = issue.kind, !comments.isEmpty { parts.removeFirst() }
    let location = issue.sourceLocation.map { " (\($0.fileName):\($0.line))" } ?? ""
    return parts.joined(separator: ": ") + location
  }

  /// The message about an error that ended a body; of a failed requirement its issue says more.
  static func message(of error: any Error, in context: SessionContext) -> ChildMessage {
    if error is ExpectationFailedError, let issue = context.lastIssue { return .threw(issue, iterations: nil) }
    return .threw("\(error)", iterations: context.unfinishedIterations)
  }
}
