import PerformanceRecords
import PerformanceRegression

/// The sessions of the results of one side.
struct ResultSessions {
  /// A metric of a benchmark.
  private struct Key: Hashable, Comparable {
    var benchmark: BenchmarkID
    var metric: String

    static func < (first: Key, second: Key) -> Bool {
      first.benchmark == second.benchmark ? first.metric < second.metric : first.benchmark < second.benchmark
    }
  }

  /// No source file is known.
  private static let location = CodeLocation(fileID: "", filePath: "", line: 0, column: 0)

  private var metrics: [Key: MetricDescription] = [:]
  private var sessions: [Key: [BenchmarkSession]] = [:]

  /// - Parameters:
  ///   - files: the results, each of other processes than the others.
  ///   - module: the tool, for benchmarks without a group.
  ///   - tolerance: that of sampled metrics.
  init(_ files: [ImportedResults], module: String, tolerance: Tolerance) {
    for file in files {
      for benchmark in file.benchmarks {
        let id = BenchmarkID(
          module: benchmark.group.isEmpty ? module : benchmark.group, suite: [],
          test: BenchmarkLabel.of(benchmark.name))
        let key = Key(benchmark: id, metric: benchmark.metric.name)
        var metric = metrics[key] ?? benchmark.metric
        if metric.kind == .sampled { metric.tolerance = tolerance }
        metrics[key] = metric
        for samples in benchmark.processes where !samples.isEmpty {
          sessions[key, default: []].append(
            BenchmarkSession(
              id: id, location: Self.location, iterations: 1,
              readings: [MetricReading(metric, values: samples)]))
        }
      }
    }
  }

  /// The sessions of each metric of each benchmark, in their order.
  var byMetric: [(metric: MetricDescription, sessions: [BenchmarkSession])] {
    sessions.sorted { $0.key < $1.key }.compactMap { key, sessions in metrics[key].map { ($0, sessions) } }
  }

  /// The sessions of each benchmark, those of all its metrics.
  var byBenchmark: [BenchmarkID: [BenchmarkSession]] {
    var all: [BenchmarkID: [BenchmarkSession]] = [:]
    for (key, sessions) in sessions.sorted(by: { $0.key < $1.key }) { all[key.benchmark, default: []] += sessions }
    return all
  }

  /// The sessions as the events of a run.
  var events: [BenchmarkID: [SessionEvent]] {
    byBenchmark.mapValues { sessions in
      sessions.enumerated().map { SessionEvent(round: $0.offset + 1, session: $0.element) }
    }
  }

  /// The sessions of the metric of a verdict.
  func sessions(of verdict: Verdict) -> [BenchmarkSession] {
    guard let benchmark = verdict.benchmark, let metric = verdict.metric else { return [] }
    return sessions[Key(benchmark: benchmark, metric: metric.name)] ?? []
  }

  /// The least and the greatest number of sessions of a judged metric.
  var range: ClosedRange<Int>? {
    let counts = sessions.filter { metrics[$0.key]?.isJudged == true }.map(\.value.count)
    guard let least = counts.min(), let greatest = counts.max() else { return nil }
    return least...greatest
  }
}
