import PerformanceRecords

/// Red verdicts and accepted regressions as workflow commands, which GitHub shows at the source lines of the
/// benchmarks.
package struct WorkflowAnnotations {
  /// The limit of located annotations: GitHub shows ten of a kind for each step, and one is the summary.
  private static let mostLocated = 9

  private let summary: RunSummary
  private let path: (String) -> String

  /// The annotations of a run.
  /// - Parameter path: converts the path of a source file, as the compiler got it, to one from the root of the
  ///   repository.
  package init(summary: RunSummary, path: @escaping (String) -> String) {
    self.summary = summary
    self.path = path
  }

  /// The commands, one a line: the summary first, then the worst verdicts with a source location, then the accepted
  /// regressions. A run that passed has the last kind only.
  package var lines: [String] {
    errors
      + summary.verdicts.lazy.filter { $0.outcome == .accepted }.compactMap { annotation($0, .warning) }
      .prefix(Self.mostLocated)
  }

  private var errors: [String] {
    guard summary.exitStatus != .pass else { return [] }
    let sum = command(.error, properties: [("title", "Performance")], message: ClosingLines(summary: summary).counts)
    let failure = summary.testFailure.map { failure in
      command(.error, properties: [("title", "A test failed")], message: failure)
    }
    let red = summary.red.lazy.compactMap { annotation($0, .error) }
    return [sum] + [failure].compactMap { $0 } + red.prefix(Self.mostLocated)
  }

  private enum Kind: String { case error, warning }

  private func annotation(_ verdict: Verdict, _ kind: Kind) -> String? {
    guard let location = verdict.location else { return nil }
    let title = "\(summary.name(of: verdict.subject)) \(verdict.outcomeText)"
    return command(
      kind,
      properties: [
        ("file", path(location.filePath).printable(atMost: 1000)), ("line", String(location.line)), ("title", title),
      ],
      message: verdict.sentence)
  }

  private func command(_ kind: Kind, properties: [(name: String, value: String)], message: String) -> String {
    let properties = properties.map { "\($0.name)=\($0.value.escapedForWorkflowProperty)" }
    return "::\(kind.rawValue) \(properties.joined(separator: ","))::\(message.escapedForWorkflowData)"
  }
}

extension String {
  private static let dataCharacters: [Unicode.Scalar: String] = ["%": "%25", "\r": "%0D", "\n": "%0A"]
  private static let propertyCharacters = dataCharacters.merging([":": "%3A", ",": "%2C"]) { first, _ in first }

  /// The text escaped as the message of a workflow command.
  package var escapedForWorkflowData: String { escaped(by: Self.dataCharacters) }

  /// The text escaped as the value of a workflow command's property.
  package var escapedForWorkflowProperty: String { escaped(by: Self.propertyCharacters) }

  private func escaped(by replacements: [Unicode.Scalar: String]) -> String {
    unicodeScalars.map { replacements[$0] ?? String($0) }.joined()
  }
}
