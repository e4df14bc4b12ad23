import PerformanceRecords

/// Reads the document of pytest-benchmark's `--benchmark-json` or `--benchmark-save`.
///
/// All rounds of a document are of one process, so they are samples of one session. Where the rounds were not saved
/// (`--benchmark-save` without `--benchmark-save-data`), the minimum stands for them, which is what a session is compared
/// by.
package enum PytestBenchmarkImporter: Importer {
  package static let name = "pytest-benchmark"
  package static let abstract = "the JSON of 'pytest --benchmark-json'"
  package static let processes = "each start of pytest is a process, however many rounds: write N files"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard case .object(let keys) = file.outline else { return false }
    return keys.contains("machine_info")
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var collector = ResultCollector()
    var machine: String?
    var (summarised, merged): (Int, (count: Int, first: String)?) = (0, nil)
    var json = file.json
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("machine_info", .object): machine = try self.machine(&json)
      case ("benchmarks", .array):
        try json.openArray()
        while try json.nextElement() {
          let entry = try entry(&json)
          if collector.contains(entry.name, MetricDescription.wallClock) {
            merged = ((merged?.count ?? 0) + 1, merged?.first ?? entry.name)
          }
          if entry.rounds.isEmpty { summarised += 1 }
          for time in entry.rounds.isEmpty ? [entry.minimum] : entry.rounds {
            collector.add(time.map { $0 * 1e9 }, of: .importedTime, to: entry.name, process: 0)
          }
        }
      default: try json.skip()
      }
    }
    try json.end()
    var notes: [ImportNote] = []
    if summarised > 0 { notes.append(.summarised(count: summarised, statistic: "minimum")) }
    if let merged { notes.append(.merged(count: merged.count, first: merged.first)) }
    return collector.results(machine: machine, notes: notes)
  }

  /// A benchmark with the seconds of an iteration in each round.
  private struct Entry {
    var name = ""
    var rounds: [Double?] = []
    var minimum: Double?
  }

  private static func entry(_ json: inout JSONCursor) throws -> Entry {
    var entry = Entry()
    var name: String?
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("fullname", .string): entry.name = try json.string()
      case ("name", .string): name = try json.string()
      case ("stats", .object):
        try json.openObject()
        while let statistic = try json.nextKey() {
          switch (statistic, json.kind) {
          case ("data", .array): entry.rounds = try json.numbers()
          case ("min", _): entry.minimum = try json.numberIfPresent()
          default: try json.skip()
          }
        }
      default: try json.skip()
      }
    }
    if entry.name.isEmpty { entry.name = name ?? "" }
    guard !entry.name.isEmpty else { throw json.problem("has a benchmark without a name before this") }
    return entry
  }

  /// The processor, the number of them, and the interpreter, which is a part of what is measured.
  private static func machine(_ json: inout JSONCursor) throws -> String? {
    var parts: [String: String] = [:]
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("system", .string), ("machine", .string): parts[key] = try json.string()
      case ("cpu", .object):
        try json.openObject()
        while let property = try json.nextKey() {
          switch (property, json.kind) {
          case ("brand_raw", .string), ("brand", .string): parts["brand"] = try json.string()
          case ("count", .number):
            parts["count"] = try json.number().flatMap { Int(exactly: $0) }.map { "\($0) processors" }
          default: try json.skip()
          }
        }
      default: try json.skip()
      }
    }
    let known = ["system", "machine", "brand", "count"].compactMap { parts[$0] }
    return known.isEmpty ? nil : known.joined(separator: " ")
  }
}
