import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The red verdicts and accepted regressions of a run as a Code Quality report of GitLab, a part of Code Climate's
/// format, which merge requests show at the lines of the benchmarks.
///
/// GitLab compares fingerprints to show what a change introduced and what it fixed. A finding needs a path: one whose
/// source is unknown, such as a benchmark of a removed suite, is at the package's manifest.
package enum GitLabCodeQualityExporter: Exporter {
  package static let name = "gitlab-codequality"
  package static let abstract = "the red verdicts as a Code Quality report of GitLab"

  private static let unknownPath = "Package.swift"

  package static func text(of reported: ReportedRun) -> String {
    let run = reported.summary
    let locations = SourceLocations(run.record)
    let findings = run.red + run.verdicts.filter { $0.outcome == .accepted }
    return JSONText.document(
      .array(
        findings.map { verdict in
          let location = locations.location(of: verdict)
          return .object([
            "check_name": .string("performance/" + verdict.outcome.name), "description": .string(verdict.sentence),
            "fingerprint": .string(verdict.fingerprint), "severity": .string(severity(of: verdict.outcome)),
            "location": .object([
              "path": .string(location.map { reported.path($0.filePath) } ?? unknownPath),
              "lines": .object(["begin": .integer(location?.line ?? 1)]),
            ]),
          ])
        }))
  }

  private static func severity(of outcome: Verdict.Outcome) -> String {
    switch outcome {
    case .failed, .missing: "critical"
    case .overBudget, .regressed: "major"
    case .accepted: "info"
    default: "minor"
    }
  }
}
