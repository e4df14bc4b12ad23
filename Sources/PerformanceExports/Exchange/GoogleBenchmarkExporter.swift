import Foundation
import PerformanceRecords
import PerformanceStatistics
import PerformanceSystem

/// The times of a run as JSON of Google Benchmark, which its compare.py and many other tools read.
///
/// A repetition is a session with its best sample, and `iterations` are those of all its samples. All other metrics are
/// counters. A benchmark whose time was not measured is left out. Where `cpuTime` was not measured either, `cpu_time`
/// repeats `real_time`: compare.py skips entries without it. The host has the name of its machine class.
package enum GoogleBenchmarkExporter: Exporter {
  package static let name = "google-benchmark"
  package static let abstract = "the sessions' times as JSON of Google Benchmark"

  package static func text(of reported: ReportedRun) -> String {
    let benchmarks = reported.measuredBenchmarks.filter { $0.time != nil }
    var families: [TestFunctionID: (index: Int, members: Int)] = [:]
    let entries = benchmarks.flatMap { benchmark -> [JSONValue] in
      let family = families[benchmark.id.function] ?? (families.count, 0)
      families[benchmark.id.function] = (family.index, family.members + 1)
      return Self.entries(of: benchmark, family: family.index, instance: family.members)
    }
    return JSONText.document(
      .object(["context": context(reported, benchmarks), "benchmarks": .array(entries)]))
  }

  private static func context(_ reported: ReportedRun, _ benchmarks: [MeasuredBenchmark]) -> JSONValue {
    let run = reported.summary
    let machine = run.environment?.machine
    let frequencies = SampleMoments(benchmarks.flatMap(\.sessions).compactMap(\.frequency))
    return .members([
      "date": .string(
        Date(timeIntervalSince1970: run.record.time ?? 0).text(utc: "yyyy-MM-dd'T'HH:mm:ss") + "+00:00"),
      "host_name": .string(machine?.folderName ?? ""), "executable": "perftest",
      "num_cpus": .integer(machine?.processors ?? 1), "mhz_per_cpu": JSONValue((frequencies?.mean ?? 0).rounded()),
      "cpu_scaling_enabled": .bool(false), "caches": .array([]), "load_avg": .array([]),
      "library_build_type": .string(run.environment?.toolchain.configuration ?? "release"),
      "json_schema_version": .integer(1),
      "perftest_run": run.record.id.map { .string($0) },
      "commit": run.start?.provenance.revision.map { .string($0) },
      "toolchain": run.environment.map { .string($0.toolchain.folderName) },
    ])
  }

  /// The sessions of a benchmark, and their aggregates where there are several.
  private static func entries(of benchmark: MeasuredBenchmark, family: Int, instance: Int) -> [JSONValue] {
    let timed = benchmark.sessions.filter { $0.values(of: MetricDescription.wallClock) != nil }
    let numbers = timed.map { GoogleBenchmarkNumbers($0, of: benchmark) }
    let common: [String: JSONValue] = [
      "run_name": .string(benchmark.name), "family_index": .integer(family),
      "per_family_instance_index": .integer(instance), "repetitions": .integer(timed.count), "threads": .integer(1),
      "time_unit": "ns",
    ]
    let repetitions = zip(timed, numbers).enumerated().map { index, entry in
      entry.1.members.merging([
        "name": .string(benchmark.name), "run_type": "iteration", "repetition_index": .integer(index),
        "iterations": .integer(entry.0.allIterations),
      ]) { $1 }
    }
    let aggregates = timed.count < 2 ? [] : GoogleBenchmarkNumbers.Aggregate.allCases
    let statistics = aggregates.map { aggregate in
      GoogleBenchmarkNumbers(numbers, aggregate).members.merging([
        "name": .string("\(benchmark.name)_\(aggregate.rawValue)"), "run_type": "aggregate",
        "aggregate_name": .string(aggregate.rawValue),
        "aggregate_unit": aggregate == .cv ? "percentage" : "time", "iterations": .integer(timed.count),
      ]) { $1 }
    }
    return (repetitions + statistics).map { .object($0.merging(common) { $1 }) }
  }
}
