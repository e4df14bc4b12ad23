import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The red verdicts of a run as SARIF 2.1.0, which code scanning services show at the lines of the benchmarks.
///
/// A red verdict whose source is unknown has no line to be shown at; it is a notification of the tool, as is a failed
/// test.
package enum SARIFExporter: Exporter {
  package static let name = "sarif"
  package static let abstract = "the red verdicts as SARIF 2.1.0, for code scanning"

  private static let schema = "https://json.schemastore.org/sarif-2.1.0.json"

  package static func text(of reported: ReportedRun) -> String {
    let run = reported.summary
    let locations = SourceLocations(run.record)
    let located = run.red.compactMap { verdict in locations.location(of: verdict).map { (verdict, $0) } }
    let others = run.red.filter { locations.location(of: $0) == nil }.map(\.sentence)
    let outcomes = Set(located.map(\.0.outcome)).sorted { $0.name < $1.name }
    let results = located.map { verdict, location in
      result(verdict, at: location, rule: outcomes.firstIndex(of: verdict.outcome) ?? 0, path: reported.path)
    }
    let driver: [String: JSONValue] = [
      "name": "perftest", "version": .string(run.start?.tool ?? PerftestCommand.version),
      "rules": .array(outcomes.map(rule)),
    ]
    let invocation: [String: JSONValue] = [
      "executionSuccessful": .bool(run.record.isFinished),
      "toolExecutionNotifications": .array((others + [run.testFailure].compactMap { $0 }).map(notification)),
    ]
    return JSONText.document(
      .object([
        "$schema": .string(schema), "version": "2.1.0",
        "runs": .array([
          .object([
            "tool": .object(["driver": .object(driver)]), "invocations": .array([.object(invocation)]),
            "results": .array(results), "columnKind": "unicodeCodePoints",
          ])
        ]),
      ]))
  }

  private static func ruleID(_ outcome: Verdict.Outcome) -> String { "performance/" + outcome.name }

  private static func rule(_ outcome: Verdict.Outcome) -> JSONValue {
    .object([
      "id": .string(ruleID(outcome)),
      "shortDescription": .object(["text": .string("A benchmark has the verdict '\(outcome.text)'.")]),
    ])
  }

  private static func result(
    _ verdict: Verdict, at location: CodeLocation, rule: Int, path: (String) -> String
  ) -> JSONValue {
    let region: [String: JSONValue] = [
      "startLine": .integer(max(location.line, 1)), "startColumn": .integer(max(location.column, 1)),
    ]
    let place: JSONValue = .object([
      "physicalLocation": .object([
        "artifactLocation": .object(["uri": .string(uri(of: path(location.filePath)))]),
        "region": .object(region),
      ]),
      "logicalLocations": .array([
        .object(["fullyQualifiedName": .string(verdict.subject.description), "kind": "function"])
      ]),
    ])
    return .members([
      "ruleId": .string(ruleID(verdict.outcome)), "ruleIndex": .integer(rule), "level": "error",
      "message": .object(["text": .string(verdict.sentence)]), "locations": .array([place]),
      "partialFingerprints": .object(["perftest/v1": .string(verdict.fingerprint)]),
      "properties": .members([
        "metric": verdict.metric.map { .string($0.name) }, "unit": verdict.metric.map { .string($0.unit.rawValue) },
        "baseline": verdict.baseline.map { JSONValue($0) }, "now": verdict.now.map { JSONValue($0) },
        "reason": .string(verdict.reason.name),
      ]),
    ])
  }

  private static func notification(_ text: String) -> JSONValue {
    .object(["level": "error", "message": .object(["text": .string(text)])])
  }

  /// A path from the root of the repository; one outside of it is absolute.
  private static func uri(of path: String) -> String {
    (path.utf8.first == UInt8(ascii: "/") ? "file://" : "") + path.escapedForURIPath
  }
}
