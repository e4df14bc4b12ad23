import PerformanceRecords
import PerformanceSystem

/// The profiles of a run in the file format of speedscope, one profile for each benchmark.
///
/// A sample is a function with its own instructions: the log keeps no calls, so that no stack has a second frame.
package enum SpeedscopeExporter: Exporter {
  package static let name = "speedscope"
  package static let abstract = "the instructions of each function of each benchmark for speedscope"

  private static let schema = "https://www.speedscope.app/file-format-schema.json"

  package static func text(of reported: ReportedRun) -> String {
    let record = reported.summary.record
    let profiles = record.profiles.sorted { $0.key < $1.key }.map { ($0.key, $0.value.ownCosts) }
    let names = Set(profiles.flatMap { $0.1.map(\.name) }).sorted()
    let indices = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    return JSONText.document(
      .members([
        "$schema": .string(schema), "exporter": .string("perftest \(PerftestCommand.version)"),
        "name": .string(record.id ?? "perftest"), "activeProfileIndex": profiles.isEmpty ? nil : .integer(0),
        "shared": .object(["frames": .array(names.map { .object(["name": .string($0)]) })]),
        "profiles": .array(
          profiles.map { id, costs in
            .object([
              "type": "sampled", "name": .string(id.description), "unit": "none", "startValue": .integer(0),
              "endValue": .integer(costs.reduce(0) { $0 + $1.cost }),
              "samples": .array(costs.map { .array([.integer(indices[$0.name] ?? 0)]) }),
              "weights": .array(costs.map { .integer($0.cost) }),
            ])
          }),
      ]))
  }
}
