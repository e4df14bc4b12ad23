import PerformanceRecords

/// Finds the baselines that metrics are compared with.
package struct ComparisonFinder: Sendable {
  private let loaded: BaselineStore.Loaded
  private let counts: BaselineIndex
  private let times: BaselineIndex
  private let environment: RunEnvironment
  private let timesUnjudged: BaseProblem?

  /// Creates a finder for a run's environment.
  /// - Parameter timesUnjudged: why the other build, with which times are to be compared, is unusable; `nil` if it is
  ///   not.
  package init(loaded: BaselineStore.Loaded, environment: RunEnvironment, timesUnjudged: BaseProblem? = nil) {
    self.loaded = loaded
    counts = BaselineIndex(loaded.counts)
    times = BaselineIndex(loaded.times)
    self.environment = environment
    self.timesUnjudged = timesUnjudged
  }

  /// The comparison for a metric of a benchmark.
  /// - Parameters:
  ///   - instrument: the instrument that counted here; baselines of other instruments are not comparable.
  ///   - gpus: the GPUs of the sessions; evaluated only where the baseline or the sessions have a GPU.
  package func comparison(
    of metric: MetricDescription, in id: BenchmarkID, instrument: String? = nil,
    gpus: @autoclosure () -> [GPUEnvironment] = []
  ) -> Comparison {
    if let timesUnjudged, metric.isOfMachine { return .unusable(timesUnjudged) }
    if let onFile = (metric.isOfMachine ? times : counts)[id] {
      let entry = onFile.benchmark
      guard onFile.methodology == Methodology.current else {
        return .incomparable(.methodology(recorded: onFile.methodology, here: Methodology.current))
      }
      if let refusal = entry.refusal(of: metric.name) { return .refused(refusal) }
      // A metric of the same name but another kind or unit is a different one.
      guard let baseline = entry.metric(metric.name), baseline.metric.isComparable(with: metric) else { return .new }
      guard baseline.instrument == instrument else {
        return .incomparable(.instrument(recorded: baseline.instrument, here: instrument))
      }
      guard metric.kind == .exact || environment.isAligned else { return .incomparable(.unaligned) }
      guard metric.dependence(besides: entry.gpu) != nil else { return .against(baseline) }
      switch GPUComparability(metric, on: gpus(), with: entry.gpu) {
      case .comparable: return .against(baseline)
      case .different(let differences): return .against(baseline, differences: differences)
      case .incomparable(let mismatch): return .incomparable(.gpu(mismatch))
      }
    }
    return EnvironmentComparability(environment, loaded).comparison(of: metric, in: id)
  }

  /// The iteration count of the baseline of these times.
  package func iterations(of id: BenchmarkID) -> Int? {
    times[id]?.benchmark.iterations
  }

  /// The seconds of a sample of each test function's slowest benchmark, by the best session of its baseline.
  package var samples: [TestFunctionID: Double] {
    var samples: [TestFunctionID: Double] = [:]
    for document in loaded.times {
      for benchmark in document.benchmarks {
        let times = benchmark.metrics.filter { $0.metric.unit == .nanoseconds }.compactMap { metric -> Double? in
          guard case .sampled(let sessions) = metric.content else { return nil }
          return sessions.summaries(metric.metric.direction).min()
        }
        let function = document.id(of: benchmark).function
        let seconds = (times.max() ?? 0) * Double(benchmark.iterations) / 1e9
        samples[function] = max(samples[function] ?? 0, seconds)
      }
    }
    return samples
  }

  /// The counts of an exact metric in the baselines, summed over the benchmarks of each test function.
  package func counts(of metric: String) -> [TestFunctionID: Double] {
    var counts: [TestFunctionID: Double] = [:]
    for document in loaded.counts {
      for benchmark in document.benchmarks {
        guard case .exact(let count) = benchmark.metric(metric)?.content else { continue }
        counts[document.id(of: benchmark).function, default: 0] += count.typical
      }
    }
    return counts
  }

  /// The durations of the calibration loops when these times were recorded.
  package func calibration(of id: BenchmarkID) -> CalibrationTimes {
    times[id]?.benchmark.calibration ?? CalibrationTimes()
  }

  /// The benchmarks with baselines for this environment, each with the judged metrics that were recorded with the
  /// current methodology.
  package var recorded: [BenchmarkID: [MetricDescription]] {
    var recorded: [BenchmarkID: [MetricDescription]] = [:]
    for document in loaded.counts + loaded.times {
      let isComparable = document.methodology == Methodology.current
      for benchmark in document.benchmarks {
        let metrics = isComparable ? benchmark.metrics.map(\.metric).filter(\.isJudged) : []
        recorded[document.id(of: benchmark), default: []] += metrics
      }
    }
    return recorded
  }

  /// The number of verdicts on sampled metrics that the baselines of this environment allow: the family whose false
  /// alarms are bounded together. It covers the whole suite even where a part is selected, so that both are judged
  /// alike.
  package var sampledVerdicts: Int {
    (loaded.times + loaded.counts).filter { $0.methodology == Methodology.current }.flatMap(\.benchmarks)
      .flatMap(\.metrics).count { $0.metric.isJudged && $0.metric.kind == .sampled }
  }
}
