import PerformanceRecords

/// Reads a result file of airspeed velocity, `results/MACHINE/COMMIT-ENVIRONMENT.json` (versions 1 and 2).
///
/// A file has one number for each benchmark and combination of its parameters: the median of samples that asv takes from
/// all processes together. It is one session, because the file does not say which sample is of which process.
package enum ASVImporter: Importer {
  package static let name = "asv"
  package static let abstract = "a result file of asv, 'results/MACHINE/COMMIT-ENVIRONMENT.json'"
  package static let processes =
    "each result file is one session: run asv N times, and keep a copy of it each time"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard case .object(let keys) = file.outline else { return false }
    return keys.contains("commit_hash") && keys.contains("results")
      || keys.isSuperset(of: ["commit_hash", "env_name", "result_columns"])
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var reader = ASVReader()
    var json = file.json
    try json.openObject()
    while let key = try json.nextKey() { try reader.read(key, &json) }
    try json.end()
    return reader.results()
  }
}

/// Collects the values of a file.
private struct ASVReader {
  private var columns = ["result", "params"]
  private var machine: [String: String] = [:]
  private var collector = ResultCollector()

  /// The values of a benchmark and the values of its parameters.
  private struct Entry {
    var values: [Double?] = []
    var parameters: [[String]] = []
  }

  mutating func read(_ key: String, _ json: inout JSONCursor) throws {
    switch (key, json.kind) {
    case ("result_columns", .array): columns = try texts(&json)
    case ("params", .object):
      try json.openObject()
      while let name = try json.nextKey() { machine[name] = try json.stringIfPresent() }
    case ("results", .object):
      try json.openObject()
      while let name = try json.nextKey() { add(try entry(&json), to: name) }
    default: try json.skip()
    }
  }

  func results() -> ImportedResults {
    let known = ["machine", "cpu", "num_cpu"].compactMap { machine[$0] }.filter { !$0.isEmpty }
    return collector.results(machine: known.isEmpty ? nil : known.joined(separator: ", "))
  }

  // MARK: - Values

  private mutating func add(_ entry: Entry, to name: String) {
    guard !entry.values.isEmpty else { return collector.addFailed(name) }
    let metric = Self.metric(name)
    for (index, value) in entry.values.enumerated() {
      let name = name + Self.arguments(index, of: entry.parameters)
      // `null` is a failure, and not a number a combination that the benchmark leaves out: the cursor has neither.
      guard let value else {
        collector.addWithoutValue(name)
        continue
      }
      collector.add(metric.unit == .nanoseconds ? value * 1e9 : value, of: metric, to: name, process: 0)
    }
  }

  /// The metric, which the kind of the benchmark decides; asv takes more as worse in all of them.
  private static func metric(_ name: String) -> MetricDescription {
    let function = name.split(separator: ".").last.map(String.init) ?? name
    if function.hasPrefix("peakmem") { return .importedPeakMemory }
    if function.hasPrefix("mem") { return MetricDescription(name: "memory", unit: .bytes) }
    if function.hasPrefix("track") { return MetricDescription(name: "tracked", unit: .count) }
    return .importedTime
  }

  /// The combination of parameters of a value, as `(10, 'a')`; the last parameter varies fastest.
  private static func arguments(_ index: Int, of parameters: [[String]]) -> String {
    guard !parameters.isEmpty, parameters.allSatisfy({ !$0.isEmpty }) else { return "" }
    var rest = index
    var chosen: [String] = []
    for values in parameters.reversed() {
      chosen.append(values[rest % values.count])
      rest /= values.count
    }
    return "(" + chosen.reversed().joined(separator: ", ") + ")"
  }

  // MARK: - Reading

  /// A benchmark as a list by column (version 2), as an object (version 1), or as a number.
  private func entry(_ json: inout JSONCursor) throws -> Entry {
    var entry = Entry()
    switch json.kind {
    case .array:
      var column = 0
      try json.openArray()
      while try json.nextElement() {
        try read(column < columns.count ? columns[column] : "", into: &entry, &json)
        column += 1
      }
    case .object:
      try json.openObject()
      while let key = try json.nextKey() { try read(key, into: &entry, &json) }
    default: try read("result", into: &entry, &json)
    }
    return entry
  }

  private func read(_ column: String, into entry: inout Entry, _ json: inout JSONCursor) throws {
    switch (column, json.kind) {
    case ("result", .array):
      try json.openArray()
      while try json.nextElement() { entry.values.append(try json.numberIfPresent()) }
    case ("result", .number): entry.values = [try json.number()]
    case ("params", .array):
      try json.openArray()
      while try json.nextElement() { entry.parameters.append(json.kind == .array ? try texts(&json) : []) }
    default: try json.skip()
    }
  }

  private func texts(_ json: inout JSONCursor) throws -> [String] {
    var texts: [String] = []
    try json.openArray()
    while try json.nextElement() { texts.append(try json.stringIfPresent() ?? "") }
    return texts
  }
}
