import PerformanceRecords
import PerformanceStatistics
import PerformanceSystem

/// The times of a run as JSON of hyperfine, in seconds: a run of a command is a session with its best sample.
///
/// A benchmark whose time was not measured is left out. `user` and `system` are those of an iteration where `cpuUser`
/// and `cpuSystem` were measured; hyperfine's readers need the keys, so that they are 0 elsewhere.
package enum HyperfineExporter: Exporter {
  package static let name = "hyperfine"
  package static let abstract = "the sessions' times as JSON of hyperfine"

  private static let nanosecondsPerSecond = 1e9

  package static func text(of reported: ReportedRun) -> String {
    JSONText.document(.object(["results": .array(reported.measuredBenchmarks.compactMap(result))]))
  }

  private static func result(of benchmark: MeasuredBenchmark) -> JSONValue? {
    guard let times = benchmark.time?.bests.map({ $0 / nanosecondsPerSecond }), let moments = SampleMoments(times),
      let median = Quantile.median(of: times), let least = times.min(), let greatest = times.max()
    else { return nil }
    func seconds(_ metric: String) -> JSONValue {
      JSONValue((benchmark.metric(metric)?.value ?? 0) / nanosecondsPerSecond)
    }
    return .object([
      "command": .string(benchmark.name), "mean": JSONValue(moments.mean),
      "stddev": moments.deviation.map { JSONValue($0) } ?? .null, "median": JSONValue(median),
      "user": seconds("cpuUser"), "system": seconds("cpuSystem"), "min": JSONValue(least), "max": JSONValue(greatest),
      "times": .array(times.map { JSONValue($0) }), "exit_codes": .array(times.map { _ in .integer(0) }),
    ])
  }
}
