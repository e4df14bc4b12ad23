import PerformanceRecords

/// Collects the values of a file by benchmark, metric and process.
struct ResultCollector {
  private struct Key: Hashable {
    var group: String
    var name: String
    var metric: String
  }

  private var benchmarks: [ImportedBenchmark] = []
  /// The process of the last value of each benchmark.
  private var processes: [Int] = []
  private var indices: [Key: Int] = [:]
  private var withoutValue: (count: Int, first: String)?
  private var failed: (count: Int, first: String)?

  /// The names of the metrics of which the file does not say which way is better.
  private var unjudged: [String] = []

  /// Adds a value of a process.
  ///
  /// A time or a rate below zero is no value, and neither is anything that is not finite.
  /// - Parameter process: the number of the process, not below that of an earlier value of the benchmark.
  mutating func add(
    _ value: Double?, of metric: MetricDescription, to name: String, in group: String = "", process: Int
  ) {
    guard let value, value.isFinite, value >= 0 || metric.direction == .lowerIsBetter && metric.unit != .nanoseconds
    else { return addWithoutValue(name) }
    let key = Key(group: group, name: name, metric: metric.name)
    let index: Int
    if let known = indices[key] {
      index = known
    } else {
      index = benchmarks.count
      indices[key] = index
      benchmarks.append(ImportedBenchmark(group: group, name: name, metric: metric, processes: []))
      processes.append(process - 1)
    }
    if processes[index] != process {
      benchmarks[index].processes.append([])
      processes[index] = process
    }
    benchmarks[index].processes[benchmarks[index].processes.count - 1].append(value)
  }

  /// Counts a result without a value.
  mutating func addWithoutValue(_ name: String) {
    withoutValue = ((withoutValue?.count ?? 0) + 1, withoutValue?.first ?? name)
  }

  /// Counts a benchmark that failed or was skipped.
  mutating func addFailed(_ name: String) { failed = ((failed?.count ?? 0) + 1, failed?.first ?? name) }

  /// Remembers a metric that cannot be judged.
  mutating func addUnjudged(_ metric: String) {
    if !unjudged.contains(metric) { unjudged.append(metric) }
  }

  /// Whether a benchmark has a value of a metric.
  func contains(_ name: String, _ metric: String, in group: String = "") -> Bool {
    indices[Key(group: group, name: name, metric: metric)] != nil
  }

  /// The collected results.
  func results(machine: String? = nil, notes: [ImportNote] = []) -> ImportedResults {
    var all: [ImportNote] = []
    if let failed { all.append(.failed(count: failed.count, first: failed.first)) }
    if let withoutValue { all.append(.withoutValue(count: withoutValue.count, first: withoutValue.first)) }
    all += notes
    if !unjudged.isEmpty { all.append(.unjudged(metrics: unjudged)) }
    return ImportedResults(benchmarks: benchmarks, machine: machine, notes: all)
  }
}
