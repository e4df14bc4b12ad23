import Foundation
import PerformanceRecords
import PerformanceSystem

/// A run as a report of LNT (format 2, test suite `nts`).
///
/// A test has the best sample of each session: `execution_time` in seconds, `score` for a rate, and `mem_bytes` for the
/// resident memory. The suite has no other metrics. The order of runs is that of the commits on the default branch,
/// where it is known.
package enum LNTExporter: Exporter {
  package static let name = "lnt"
  package static let abstract = "times, rates and memory as a report of LNT"

  package static func text(of reported: ReportedRun) -> String {
    let run = reported.summary
    let provenance = run.start?.provenance
    let order = provenance?.position.map { String($0) } ?? provenance?.revision ?? run.record.id ?? ""
    let machine = run.environment?.machine
    return JSONText.document(
      .object([
        "format_version": "2",
        "machine": .members([
          "name": .string(machine?.folderName ?? "unknown"), "hardware": machine.map { .string($0.name) },
          "os": run.environment.map { .string($0.toolchain.distribution) },
        ]),
        "run": .members([
          "start_time": .string(time(run.record.time ?? 0)),
          "end_time": .string(time((run.record.time ?? 0) + run.record.seconds)),
          "llvm_project_revision": .string(order), "commit": provenance?.revision.map { .string($0) },
          "toolchain": run.environment.map { .string($0.toolchain.folderName) },
        ]),
        "tests": .array(reported.measuredBenchmarks.compactMap(test)),
      ]))
  }

  private static func test(_ benchmark: MeasuredBenchmark) -> JSONValue? {
    func values(_ metric: String, dividedBy divisor: Double = 1) -> JSONValue? {
      benchmark.metric(metric).map { .array($0.bests.map { JSONValue($0 / divisor) }) }
    }
    let values = [
      ("execution_time", values(MetricDescription.wallClock, dividedBy: 1e9)),
      ("score", values(MetricDescription.throughput)),
      ("mem_bytes", values("peakResidentMemory")),
    ].compactMap { name, value in value.map { (name, $0) } }
    guard !values.isEmpty else { return nil }
    return .object(Dictionary(values + [("name", .string(benchmark.name))]) { $1 })
  }

  private static func time(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).text(utc: "yyyy-MM-dd'T'HH:mm:ss")
  }
}
