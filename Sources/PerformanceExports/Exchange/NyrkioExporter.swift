import PerformanceRecords
import PerformanceSystem

/// A run as the result of one test of Nyrkiö (JSON, version 1), with a metric for each metric of each benchmark.
///
/// The timestamp is that of the run: the log does not have the time of the commit, which Nyrkiö would prefer.
package enum NyrkioExporter: Exporter {
  package static let name = "nyrkio"
  package static let abstract = "the metrics as a result of Nyrkiö, for its change points"

  package static func text(of reported: ReportedRun) -> String {
    let run = reported.summary
    let provenance = run.start?.provenance
    let metrics = reported.measuredBenchmarks.flatMap { benchmark in benchmark.metrics.map { (benchmark, $0) } }
    let names = metrics.map { "\($0.name) / \($1.description.name)" }.madeDistinct { "\($0) (\($1))" }
    return JSONText.document(
      .array([
        .members([
          "timestamp": JSONValue((run.record.time ?? 0).rounded(.down)),
          "metrics": .array(zip(names, metrics).map { metric($0, $1.1) }),
          "attributes": .members([
            "git_repo": provenance?.buildURL.flatMap(repository).map { .string($0) },
            "branch": provenance?.branch.map { .string($0) }, "git_commit": provenance?.revision.map { .string($0) },
          ]),
          "extra_info": .members([
            "run": run.record.id.map { .string($0) },
            "toolchain": run.environment.map { .string($0.toolchain.folderName) },
            "machine": run.environment.map { .string($0.machine.folderName) },
          ]),
        ])
      ]))
  }

  private static func metric(_ name: String, _ metric: MeasuredMetric) -> JSONValue {
    let isLower = metric.description.direction == .lowerIsBetter
    return .object([
      "name": .string(name), "unit": .string(metric.description.unit.rawValue), "value": JSONValue(metric.value),
      "direction": .string(isLower ? "lower_is_better" : "higher_is_better"),
    ])
  }

  /// The repository of a build's page on GitHub or GitLab; `nil` for other services.
  private static func repository(_ build: String) -> String? {
    let end = ["/actions/runs/", "/-/jobs/"].lazy.compactMap { build.range(of: $0)?.lowerBound }.first
    return end.map { String(build[..<$0]) }
  }
}
