import PerformanceRecords

/// Reads a file of thresholds of package-benchmark, such as `Thresholds/CatalogBenchmarks.Decode.p90.json`: a number in
/// base units for each metric. It is the one file of that tool whose form is stable.
///
/// The file does not name its benchmark, so its own name does, with the percentile: those of two are other numbers.
package enum PackageBenchmarkImporter: Importer {
  package static let name = "package-benchmark"
  package static let abstract = "a thresholds file of package-benchmark, such as 'Thresholds/Module.Name.p90.json'"
  package static let processes =
    "each 'swift package benchmark thresholds update' is a process: write the files of N of them into N folders"

  /// The metrics that have a counterpart here.
  private static let counterparts: [String: MetricDescription] = [
    "wallClock": .importedTime, "cpuTotal": .importedCPUTime, "throughput": .importedThroughput,
    "mallocCountTotal": .importedAllocations, "peakMemoryResident": .importedPeakMemory,
    "cpuUser": MetricDescription(name: "cpuUser", unit: .nanoseconds),
    "cpuSystem": MetricDescription(name: "cpuSystem", unit: .nanoseconds), "objectAllocCount": count("objects"),
    "retainCount": count("retains"), "releaseCount": count("releases"),
    "memoryLeaked": MetricDescription(name: "liveBytesGrowth", unit: .bytes),
  ]

  /// The others; of all of them less is better.
  private static let others: Set = [
    "peakMemoryResidentDelta", "peakMemoryVirtual", "mallocCountSmall", "mallocCountLarge", "allocatedResidentMemory",
    "syscalls", "contextSwitches", "threads", "threadsRunning", "readSyscalls", "writeSyscalls", "readBytesLogical",
    "writeBytesLogical", "readBytesPhysical", "writeBytesPhysical", "instructions", "retainReleaseDelta",
  ]

  /// A count that unchanged code repeats.
  private static func count(_ name: String) -> MetricDescription {
    MetricDescription(name: name, unit: .count, kind: .exact, tolerance: .percent(0.1))
  }

  private static func metric(of key: String) -> MetricDescription? {
    counterparts[key] ?? (others.contains(key) ? MetricDescription(name: key, unit: .count) : nil)
  }

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard case .object(let keys) = file.outline else { return false }
    return !keys.isEmpty && keys.allSatisfy { metric(of: $0) != nil }
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var values: [(key: String, metric: MetricDescription, value: Double?)] = []
    var json = file.json
    try json.openObject()
    while let key = try json.nextKey() {
      guard let metric = metric(of: key) else {
        try json.skip()
        continue
      }
      values.append((key, metric, try json.numberIfPresent()))
    }
    try json.end()
    let hasTime = values.contains { $0.key == "wallClock" }
    let name = benchmark(of: file.name)
    var collector = ResultCollector()
    for (key, metric, value) in values {
      collector.add(value, of: key == "throughput" && hasTime ? metric.beside : metric, to: name, process: 0)
    }
    return collector.results()
  }

  /// `CatalogBenchmarks.Decode.p90` of `Thresholds/CatalogBenchmarks.Decode.p90.json`.
  private static func benchmark(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.hasSuffix(".json") ? String(name.dropLast(".json".count)) : name
  }
}
