/// One checked-in file: the baseline of one suite for one toolchain, and for times one machine class.
package struct BaselineDocument: Equatable, Sendable {
  /// The value of `schema` in the file.
  package static let schema = "swift-performance-testing/baseline"
  /// The version that this build reads and writes.
  package static let version = 1

  /// The module of the suite.
  package var module: String
  /// The names of the suite, outermost first; empty for free test functions.
  package var suite: [String]
  /// The folder name of the toolchain.
  package var toolchain: String
  /// The folder name of the machine class; `nil` for counts.
  package var machine: String?
  /// The user's build arguments, which the toolchain's folder is named after.
  package var buildArguments: [String]
  /// The methodology that made the numbers.
  package var methodology: Int
  /// The benchmarks in order of their ids.
  package var benchmarks: [BaselineBenchmark]

  package init(
    module: String, suite: [String], toolchain: String, machine: String?, buildArguments: [String] = [],
    methodology: Int = Methodology.current, benchmarks: [BaselineBenchmark]
  ) {
    self.module = module
    self.suite = suite
    self.toolchain = toolchain
    self.machine = machine
    self.buildArguments = buildArguments
    self.methodology = methodology
    self.benchmarks = benchmarks
  }

  /// The id of an entry.
  package func id(of benchmark: BaselineBenchmark) -> BenchmarkID {
    BenchmarkID(module: module, suite: suite, test: benchmark.test, label: benchmark.label)
  }
}

extension BaselineDocument: SuiteDocument {
  package var folder: BaselineStore.BaselineFolder {
    BaselineStore.BaselineFolder(toolchain: toolchain, machine: machine ?? BaselineStore.countsFolder)
  }

  package var ids: [BenchmarkID] { benchmarks.map(id) }
}

extension [BaselineDocument] {
  /// The ids of all entries.
  package var ids: Set<BenchmarkID> { reduce(into: []) { $0.formUnion($1.ids) } }

  /// The ids of the entries with numbers: refused ones have none.
  package var idsWithNumbers: Set<BenchmarkID> {
    reduce(into: []) { ids, document in
      ids.formUnion(document.benchmarks.lazy.filter { !$0.metrics.isEmpty }.map(document.id))
    }
  }
}

/// The entry of a benchmark in a file of baselines.
package struct BaselineBenchmark: Equatable, Sendable {
  /// The test function with its argument labels.
  package var test: String
  /// The label of the `measure` call or case.
  package var label: String?
  /// Iterations in each sample; a later run uses the same number, so that the loop's cost cancels.
  package var iterations: Int
  /// The provenance of the numbers.
  package var recorded: Provenance
  /// Nanoseconds of the calibration loop of dependent arithmetic in the fastest session; `nil` in a file of counts.
  package var dependent: Double?
  /// Nanoseconds of the loop of independent arithmetic; `nil` where the baseline has none.
  package var independent: Double?
  /// Nanoseconds of the loop of dependent loads; `nil` where the baseline has none.
  package var loads: Double?
  /// The GPU of its GPU metrics; `nil` where it has none.
  package var gpu: GPUEnvironment?
  /// The metrics in order of their names.
  package var metrics: [BaselineMetric]
  /// The metrics that a recording refused to file, in order of their names.
  package var refused: [RefusedMetric]

  package init(
    test: String, label: String?, iterations: Int, recorded: Provenance, dependent: Double? = nil,
    gpu: GPUEnvironment? = nil, metrics: [BaselineMetric], refused: [RefusedMetric] = []
  ) {
    self.test = test
    self.label = label
    self.iterations = iterations
    self.recorded = recorded
    self.dependent = dependent
    self.gpu = gpu
    self.metrics = metrics
    self.refused = refused
  }

  /// The durations of the calibration loops in the fastest sessions.
  package var calibration: CalibrationTimes {
    get { CalibrationTimes(dependent: dependent, independent: independent, loads: loads) }
    set { (dependent, independent, loads) = (newValue.dependent, newValue.independent, newValue.loads) }
  }

  /// The refusal of the metric with this name; `nil` where it was not refused.
  package func refusal(of name: String) -> RefusedMetric? { refused.first { $0.name == name } }

  /// The numbers of the metric with this name; `nil` where none are recorded.
  package func metric(_ name: String) -> BaselineMetric? {
    // A loop over indices: this module is not optimised, and `first(where:)` copied each metric.
    var index = 0
    while index < metrics.count {
      if metrics[index].metric.name == name { return metrics[index] }
      index += 1
    }
    return nil
  }
}

/// When, from what and why a baseline was recorded.
package struct Provenance: Hashable, Sendable, Codable {
  /// The day, `2026-01-31`.
  package var date: String
  /// The commit that was checked out; `nil` outside a repository.
  package var commit: String?
  /// Git's hash of the list of the repository's files without the package's baselines, which identifies the measured
  /// files even if the commit disappears; `nil` outside a repository, and in files of earlier versions.
  package var files: String?
  /// The reason given by the person who recorded it.
  package var reason: String?

  package init(date: String, commit: String?, files: String? = nil, reason: String?) {
    self.date = date
    self.commit = commit
    self.files = files
    self.reason = reason
  }
}

/// The recorded numbers of a metric, with the properties by which they are judged.
package struct BaselineMetric: Equatable, Sendable {
  /// The recorded numbers.
  package enum Content: Equatable, Sendable {
    /// The least, the usual and the greatest count of all sessions; one number where the count repeats.
    case exact(ExactBaseline)
    /// One entry for each session.
    case sampled([SessionQuantiles])
  }

  /// The metric as it was described when it was recorded.
  package var metric: MetricDescription
  /// The recorded numbers.
  package var content: Content
  /// The instrument that a count depends on besides the toolchain, such as `valgrind-3.19.0-avx2`; `nil` if none.
  package var instrument: String?
  /// The smallest change, as a share, that the sessions can show, where their spread may make it larger than the
  /// tolerance; `nil` elsewhere.
  package var detectable: Double?

  package init(
    metric: MetricDescription, content: Content, instrument: String? = nil, detectable: Double? = nil
  ) {
    self.metric = metric
    self.content = content
    self.instrument = instrument
    self.detectable = detectable
  }
}

/// The counts of all sessions of an exact metric.
package struct ExactBaseline: Equatable, Sendable {
  /// The smallest count.
  package var lowest: Double
  /// The middle count.
  package var typical: Double
  /// The largest count.
  package var highest: Double

  package init(lowest: Double, typical: Double, highest: Double) {
    self.lowest = lowest
    self.typical = typical
    self.highest = highest
  }

  /// The best count of the range.
  package func best(_ direction: MetricDescription.Direction) -> Double {
    direction == .lowerIsBetter ? lowest : highest
  }

  /// The worst count of the range.
  package func worst(_ direction: MetricDescription.Direction) -> Double {
    direction == .lowerIsBetter ? highest : lowest
  }
}
