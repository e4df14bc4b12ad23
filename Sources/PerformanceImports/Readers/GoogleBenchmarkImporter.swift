import PerformanceRecords
import PerformanceSystem

/// Reads the document of Google Benchmark's `--benchmark_format=json` or `--benchmark_out` (`src/json_reporter.cc`).
///
/// A program is one process, and its `--benchmark_repetitions` are samples of one session. Results are matched by
/// `run_name` without its settings (`/iterations:5`); parameters stay a part of the name. Of means, medians and the
/// like only the median is read, where the program reported nothing else.
package enum GoogleBenchmarkImporter: Importer {
  package static let name = "google-benchmark"
  package static let tool = "google-benchmark"
  package static let abstract = "the JSON of a Google Benchmark program"
  package static let processes =
    "each start of the program is a process, however many --benchmark_repetitions: write N files"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard case .object(let keys) = file.outline else { return false }
    return keys.isSuperset(of: ["context", "benchmarks"]) || keys == ["context"]
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var builder = GoogleResults()
    var machine: String?
    var json = file.json
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("context", .object): machine = try self.machine(&json)
      case ("benchmarks", .array):
        try json.openArray()
        while try json.nextElement() { builder.add(try entry(&json)) }
      default: try json.skip()
      }
    }
    try json.end()
    return builder.results(machine: machine)
  }

  /// The processors and their caches; the clock rate varies, and a container's host name with it.
  private static func machine(_ json: inout JSONCursor) throws -> String? {
    var parts: [String] = []
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("num_cpus", .number):
        if let count = try json.number() { parts.append("\(Int(exactly: count) ?? 0) processors") }
      case ("caches", .array):
        try json.openArray()
        while try json.nextElement() { parts.append(try cache(&json)) }
      default: try json.skip()
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func cache(_ json: inout JSONCursor) throws -> String {
    var (type, level, size) = ("", 0.0, 0.0)
    try json.openObject()
    while let key = try json.nextKey() {
      switch key {
      case "type": type = try json.stringIfPresent() ?? ""
      case "level": level = try json.numberIfPresent() ?? 0
      case "size": size = try json.numberIfPresent() ?? 0
      default: try json.skip()
      }
    }
    return "L\(Int(exactly: level) ?? 0) \(type) \(Int(exactly: (size / 1024).rounded()) ?? 0) KiB"
  }

  private static func entry(_ json: inout JSONCursor) throws -> GoogleResults.Entry {
    var entry = GoogleResults.Entry()
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("name", .string): entry.name = try json.string()
      case ("run_name", .string): entry.runName = try json.string()
      case ("aggregate_name", .string): entry.aggregate = try json.string()
      case ("aggregate_unit", .string): entry.isShare = try json.string() != "time"
      case ("time_unit", .string): entry.timeUnit = try json.string()
      case ("real_time", .number): entry.realTime = try json.number()
      case ("cpu_time", .number): entry.cpuTime = try json.number()
      case ("repetition_index", .number): entry.repetition = try json.number()
      case ("error_occurred", .bool), ("skipped", .bool):
        if try json.boolIfPresent() == true { entry.hasFailed = true }
      case ("skipped", .string): entry.hasFailed = !(try json.string()).isEmpty
      case (_, .number):
        let value = try json.number()
        if !Self.properties.contains(key) { entry.counters.append((key, value)) }
      default: try json.skip()
      }
    }
    guard !entry.name.isEmpty || !entry.runName.isEmpty else { throw json.problem("has a result without a name") }
    return entry
  }

  /// The numbers of a result that are no counters.
  private static let properties: Set<String> = [
    "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations",
    "real_time", "cpu_time", "rms", "big_o",
  ]
}
