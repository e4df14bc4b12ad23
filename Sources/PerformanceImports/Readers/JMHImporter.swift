import PerformanceRecords

/// Reads the document of JMH's `-rf json` (`JSONResultFormat.java`).
///
/// `rawData` has a list for each fork, which is a process, with a number for each iteration of it.
package enum JMHImporter: Importer {
  package static let name = "jmh"
  package static let abstract = "the JSON of JMH's '-rf json'"
  package static let processes = "each fork is a process: run JMH with '-f N'"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard case .list(let keys) = file.outline else { return false }
    return keys.contains("jmhVersion") || keys.isSuperset(of: ["benchmark", "mode", "primaryMetric"])
  }

  /// A benchmark in one mode with one set of parameters.
  private struct Entry {
    var benchmark = ""
    var mode = ""
    var parameters: [(name: String, value: String)] = []
    var primary = Metric()
    var secondary: [(name: String, metric: Metric)] = []

    var name: String {
      parameters.isEmpty
        ? benchmark : benchmark + " [" + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ", ") + "]"
    }
  }

  /// The numbers of a metric.
  private struct Metric {
    var score: Double?
    var unit = ""
    /// The numbers of the iterations of each fork.
    var forks: [[Double?]] = []
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var collector = ResultCollector()
    var (summarised, merged): (Int, (count: Int, first: String)?) = (0, nil)
    // A second result of a name is of other processes.
    var processes: [String: Int] = [:]
    var json = file.json
    try json.openArray()
    while try json.nextElement() {
      let entry = try entry(&json)
      let metric = metric(of: entry)
      let key = entry.name + "\0" + metric.description.name
      let first = processes[key] ?? 0
      if first > 0 { merged = ((merged?.count ?? 0) + 1, merged?.first ?? entry.name) }
      if entry.primary.forks.isEmpty { summarised += 1 }
      if !metric.description.isJudged { collector.addUnjudged(metric.description.name) }
      let forks = entry.primary.forks.isEmpty ? [[entry.primary.score]] : entry.primary.forks
      processes[key] = first + forks.count
      add(forks, of: metric, to: entry.name, from: first, &collector)
      for (label, secondary) in entry.secondary {
        guard let metric = Self.secondary(label, secondary) else {
          collector.addUnjudged(label)
          continue
        }
        add(secondary.forks, of: metric, to: entry.name, from: first, &collector)
      }
    }
    try json.end()
    var notes: [ImportNote] = []
    if summarised > 0 { notes.append(.summarised(count: summarised, statistic: "score")) }
    if let merged { notes.append(.merged(count: merged.count, first: merged.first)) }
    return collector.results(notes: notes)
  }

  /// Adds the numbers of forks, whose processes are numbered from `first`.
  private static func add(
    _ forks: [[Double?]], of metric: (description: MetricDescription, factor: Double), to name: String,
    from first: Int, _ collector: inout ResultCollector
  ) {
    for (index, samples) in forks.enumerated() {
      for sample in samples {
        collector.add(sample.map { $0 * metric.factor }, of: metric.description, to: name, process: first + index)
      }
    }
  }

  // MARK: - Metrics

  private static func metric(of entry: Entry) -> (description: MetricDescription, factor: Double) {
    let unit = ImportedUnit(entry.primary.unit)
    // Operations are counted, not called by the name of a unit.
    if unit.base == MetricUnit("ops/s") { return (.importedThroughput, unit.factor) }
    guard unit.isTime else { return (.imported(entry.primary.unit, unit), unit.factor) }
    var metric = MetricDescription.importedTime
    switch entry.mode {
    // The single calls, with the cost of a cold start.
    case "ss": metric.name += ".singleShot"
    case "sample": metric.name += ".sampled"
    default: break
    }
    return (metric, unit.factor)
  }

  /// A metric of a profiler: costs of an operation alone, because a rate of allocations or collections is neither good
  /// nor bad.
  private static func secondary(
    _ label: String, _ metric: Metric
  ) -> (description: MetricDescription, factor: Double)? {
    guard metric.unit.hasSuffix("/op"), !metric.forks.isEmpty else { return nil }
    let name = label.hasPrefix("·") ? String(label.dropFirst()) : label
    let unit = ImportedUnit(metric.unit)
    guard unit.direction == nil else { return (.imported(name, unit), unit.factor) }
    return (MetricDescription(name: name, unit: .count), 1)
  }

  // MARK: - Reading

  private static func entry(_ json: inout JSONCursor) throws -> Entry {
    var entry = Entry()
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("benchmark", .string): entry.benchmark = try json.string()
      case ("mode", .string): entry.mode = try json.string()
      case ("params", .object):
        try json.openObject()
        while let name = try json.nextKey() { entry.parameters.append((name, try json.stringIfPresent() ?? "")) }
      case ("primaryMetric", .object): entry.primary = try metric(&json)
      case ("secondaryMetrics", .object):
        try json.openObject()
        while let name = try json.nextKey() {
          if json.kind == .object { entry.secondary.append((name, try metric(&json))) } else { try json.skip() }
        }
      default: try json.skip()
      }
    }
    guard !entry.benchmark.isEmpty else { throw json.problem("has a result without the key 'benchmark' before this") }
    return entry
  }

  private static func metric(_ json: inout JSONCursor) throws -> Metric {
    var metric = Metric()
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      // Not a number is written as a text.
      case ("score", _): metric.score = try json.numberIfPresent()
      case ("scoreUnit", .string): metric.unit = try json.string()
      case ("rawData", .array):
        metric.forks = []
        try json.openArray()
        while try json.nextElement() { metric.forks.append(try samples(&json) { try $0.numberIfPresent() }) }
      case ("rawDataHistogram", .array):
        metric.forks = []
        try json.openArray()
        while try json.nextElement() { metric.forks.append(try samples(&json) { try mean(&$0) }) }
      default: try json.skip()
      }
    }
    return metric
  }

  /// A number for each iteration of a fork.
  private static func samples(
    _ json: inout JSONCursor, _ sample: (inout JSONCursor) throws -> Double?
  ) throws -> [Double?] {
    var samples: [Double?] = []
    try json.openArray()
    while try json.nextElement() { samples.append(try sample(&json)) }
    return samples
  }

  /// The mean of an iteration whose calls are given as pairs of a time and its number of calls.
  private static func mean(_ json: inout JSONCursor) throws -> Double? {
    var (sum, calls) = (0.0, 0.0)
    try json.openArray()
    while try json.nextElement() {
      let pair = try json.numbers()
      guard pair.count == 2, let time = pair[0], let count = pair[1] else { continue }
      sum += time * count
      calls += count
    }
    return calls > 0 ? sum / calls : nil
  }
}
