import PerformanceRecords

/// The results of a Google Benchmark program, from either of its formats.
struct GoogleResults {
  /// A result of one repetition, or a statistic of several.
  struct Entry {
    var name = ""
    /// The name without the suffix of a statistic; empty where the format does not have it.
    var runName = ""
    /// The statistic; empty for a repetition.
    var aggregate = ""
    /// Whether the values are shares and not times.
    var isShare = false
    var timeUnit = "ns"
    var realTime: Double?
    var cpuTime: Double?
    var repetition: Double?
    var hasFailed = false
    var counters: [(name: String, value: Double?)] = []

    /// The name by which repetitions are joined.
    var key: String { runName.isEmpty ? name : runName }
  }

  /// The statistic that stands for repetitions that were not reported.
  private static let median = "median"

  /// The settings in a name, besides which it identifies the benchmark.
  private static let settings = [
    "iterations:", "repeats:", "min_time:", "min_warmup_time:", "real_time", "process_time", "manual_time",
  ]

  private var entries: [Entry] = []
  /// The number of the process of each entry.
  private var processes: [Int] = []
  private var process = 0

  /// Adds a result.
  mutating func add(_ entry: Entry) {
    entries.append(entry)
    processes.append(process)
  }

  /// Begins the results of another process.
  mutating func beginProcess() { process += entries.isEmpty ? 0 : 1 }

  /// The results by benchmark and metric.
  func results(machine: String? = nil) -> ImportedResults {
    var collector = ResultCollector()
    let names = names
    let repeated = Set(entries.filter { $0.aggregate.isEmpty && !$0.hasFailed }.map(\.key))
    var seen: Set<String> = []
    var (merged, summarised): ((count: Int, first: String)?, Int) = (nil, 0)
    for (entry, process) in zip(entries, processes) {
      let name = names[entry.key] ?? entry.key
      if entry.hasFailed {
        collector.addFailed(name)
        continue
      }
      if entry.aggregate.isEmpty {
        let index = entry.repetition.map { "\(entry.key)\0\($0)\0\(process)" }
        if let index, !seen.insert(index).inserted { merged = ((merged?.count ?? 0) + 1, merged?.first ?? name) }
        add(entry, to: name, process: process, suffix: "", &collector)
      } else if !repeated.contains(entry.key), entry.aggregate == Self.median, !entry.isShare {
        summarised += 1
        // Best samples are compared, of which a median is none: the name keeps the two apart.
        add(entry, to: name, process: process, suffix: "." + Self.median, &collector)
      }
    }
    var notes: [ImportNote] = []
    if summarised > 0 { notes.append(.summarised(count: summarised, statistic: Self.median)) }
    if let merged { notes.append(.merged(count: merged.count, first: merged.first)) }
    return collector.results(machine: machine, notes: notes)
  }

  /// The names without settings; with them, where two benchmarks would have the same name.
  private var names: [String: String] {
    let keys = Set(entries.map(\.key))
    let cleaned = Dictionary(uniqueKeysWithValues: keys.map { ($0, Self.withoutSettings($0)) })
    let counts = cleaned.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return cleaned.mapValues { $0 }.reduce(into: [:]) { names, pair in
      names[pair.key] = counts[pair.value] == 1 ? pair.value : pair.key
    }
  }

  private static func withoutSettings(_ name: String) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return (parts.prefix(1) + parts.dropFirst().filter { part in !settings.contains { part.hasPrefix($0) } })
      .joined(separator: "/")
  }

  private func add(
    _ entry: Entry, to name: String, process: Int, suffix: String, _ collector: inout ResultCollector
  ) {
    let factor = ImportedUnit.nanoseconds(of: entry.timeUnit) ?? 1
    func add(_ value: Double?, _ metric: MetricDescription) {
      var metric = metric
      metric.name += suffix
      collector.add(value, of: metric, to: name, process: process)
    }
    if let time = entry.realTime { add(time * factor, .importedTime) } else { collector.addWithoutValue(name) }
    if let time = entry.cpuTime { add(time * factor, .importedCPUTime) }
    for counter in entry.counters {
      let metric = Self.metric(counter.name)
      if !metric.isJudged, !Self.rates.contains(counter.name) { collector.addUnjudged(counter.name) }
      add(counter.value, metric)
    }
  }

  /// The rates that are reciprocals of the time.
  private static let rates: Set<String> = ["bytes_per_second", "items_per_second"]

  private static func metric(_ counter: String) -> MetricDescription {
    switch counter {
    case "bytes_per_second":
      MetricDescription(name: counter, unit: .bytesPerSecond, direction: .higherIsBetter, isJudged: false)
    case "items_per_second":
      MetricDescription(name: counter, unit: .elementsPerSecond, direction: .higherIsBetter, isJudged: false)
    // Averages over a run of their own, which need not be whole.
    case "allocs_per_iter": MetricDescription(name: counter, unit: .count)
    case "max_bytes_used", "total_allocated_bytes": MetricDescription(name: counter, unit: .bytes)
    default: MetricDescription(name: counter, unit: .count, isJudged: false)
    }
  }
}
