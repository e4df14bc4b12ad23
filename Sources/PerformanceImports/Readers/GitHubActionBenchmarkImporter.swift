import PerformanceRecords
import PerformanceSystem

/// Reads the files of github-action-benchmark: `data.js`, its JSON, and the list that custom tools write.
///
/// `data.js` keeps the runs of many commits. Those of the newest commit count, each as a session; older ones are left
/// out, because their code differs.
package enum GitHubActionBenchmarkImporter: Importer {
  package static let name = "github-action-benchmark"
  package static let abstract = "'data.js' or the JSON of github-action-benchmark, or the list of a custom tool"
  package static let processes =
    "each run of the newest commit is one session: write N lists, or repeat the action"

  private static let prefix: StaticString = "window.BENCHMARK_DATA"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    switch file.outline {
    case .object(let keys): keys.isSuperset(of: ["lastUpdate", "repoUrl"])
    case .list(let keys): keys.isSuperset(of: ["name", "unit", "value"])
    case .text: file.lines.first { !$0.bytes.isEmpty }?.hasPrefix(prefix) == true
    }
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var reader = StoreReader(file: file.name)
    let start = file.outline == .text ? file.bytes.firstIndex(of: UInt8(ascii: "{")) ?? file.bytes.count : 0
    var json = JSONCursor(file.bytes, from: start, file: file.name)
    if json.kind == .array {
      try reader.add(StoreReader.Run(benches: try reader.benches(&json)), to: "", process: 0)
    } else {
      try reader.readStore(&json)
    }
    return reader.results()
  }
}

/// Collects the entries of a store or a list.
private struct StoreReader {
  /// A result.
  struct Bench {
    var name = ""
    var unit = ""
    var value: Double?
  }

  /// The results of one run.
  struct Run {
    var commit = ""
    var date = 0.0
    var tool = ""
    var benches: [Bench] = []
  }

  /// The tools whose numbers are better when they are greater, whatever their unit.
  private static let biggerIsBetter: Set<String> = ["customBiggerIsBetter", "benchmarkjs", "pytest"]
  /// The tools whose numbers are better when they are smaller, whatever their unit.
  private static let smallerIsBetter: Set<String> = [
    "customSmallerIsBetter", "cargo", "catch2", "julia", "benchmarkdotnet",
  ]

  let file: String
  private var collector = ResultCollector()
  private var older = 0

  init(file: String) { self.file = file }

  func results() -> ImportedResults { collector.results(notes: older > 0 ? [.olderRuns(older)] : []) }

  mutating func readStore(_ json: inout JSONCursor) throws {
    try json.openObject()
    while let key = try json.nextKey() {
      guard key == "entries", json.kind == .object else {
        try json.skip()
        continue
      }
      try json.openObject()
      while let suite = try json.nextKey() {
        var runs: [Run] = []
        try json.openArray()
        while try json.nextElement() { runs.append(try run(&json)) }
        let newest = runs.max { $0.date < $1.date }?.commit
        let kept = runs.filter { $0.commit == newest }
        older += runs.count - kept.count
        for (index, run) in kept.enumerated() { try add(run, to: suite, process: index) }
      }
    }
  }

  private func run(_ json: inout JSONCursor) throws -> Run {
    var run = Run()
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("commit", .object):
        try json.openObject()
        while let property = try json.nextKey() {
          if property == "id" { run.commit = try json.stringIfPresent() ?? "" } else { try json.skip() }
        }
      case ("date", .number): run.date = try json.number() ?? 0
      case ("tool", .string): run.tool = try json.string()
      case ("benches", .array): run.benches = try benches(&json)
      default: try json.skip()
      }
    }
    return run
  }

  func benches(_ json: inout JSONCursor) throws -> [Bench] {
    var benches: [Bench] = []
    try json.openArray()
    while try json.nextElement() {
      var bench = Bench()
      try json.openObject()
      while let key = try json.nextKey() {
        switch (key, json.kind) {
        case ("name", .string): bench.name = try json.string()
        case ("unit", .string): bench.unit = try json.string()
        // The action converts texts to numbers.
        case ("value", .string): bench.value = Double(try json.string())
        case ("value", _): bench.value = try json.numberIfPresent()
        default: try json.skip()
        }
      }
      guard !bench.name.isEmpty else { throw json.problem("has a result without a name before this") }
      benches.append(bench)
    }
    return benches
  }

  /// Adds the results of a run.
  /// - Throws: ``InputError`` where two have the same name: the action matches by it.
  mutating func add(_ run: Run, to suite: String, process: Int) throws {
    var names: Set<String> = []
    for bench in run.benches {
      guard names.insert(bench.name).inserted else {
        throw InputError(
          file: file, problem: "has two results with the name '\(bench.name.printable(atMost: 100))' in one run",
          remedy: "Give each benchmark a name of its own.")
      }
      let unit = ImportedUnit(bench.unit)
      let metric = Self.metric(bench.unit, unit, tool: run.tool)
      if !metric.isJudged { collector.addUnjudged(metric.name) }
      collector.add(bench.value.map { $0 * unit.factor }, of: metric, to: bench.name, in: suite, process: process)
    }
  }

  private static func metric(_ text: String, _ unit: ImportedUnit, tool: String) -> MetricDescription {
    var metric = MetricDescription.imported(text.isEmpty ? "value" : text, unit)
    if unit.isTime { metric.name = MetricDescription.wallClock }
    if biggerIsBetter.contains(tool) { (metric.direction, metric.isJudged) = (.higherIsBetter, true) }
    if smallerIsBetter.contains(tool) { (metric.direction, metric.isJudged) = (.lowerIsBetter, true) }
    return metric
  }
}
