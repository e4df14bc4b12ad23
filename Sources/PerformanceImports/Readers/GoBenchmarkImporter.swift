import PerformanceRecords
import PerformanceSystem

/// Reads the text of `go test -bench` (golang.org/design/14313-benchmark-format).
///
/// `go test` runs all `-count` repetitions of a package in one process, so repeated lines are samples of one session.
/// Each process begins with lines such as `goos: linux` and `pkg: example.com/store`: a file to which several runs were
/// appended has as many sessions. Lines that are no results are ignored, as the format demands.
package enum GoBenchmarkImporter: Importer {
  package static let name = "go"
  package static let abstract = "the text of 'go test -bench'"
  package static let processes =
    "each 'go test' is a process, however large its -count: run it N times and append to one file, or write N files"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard file.outline == .text else { return false }
    return file.lines.contains { $0.hasPrefix("Benchmark") && GoResultLine($0.text) != nil }
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var reader = GoTextReader()
    for line in file.lines { reader.add(line) }
    return reader.results(endsInLineFeed: file.endsInLineFeed)
  }
}

/// Collects the lines of the text.
private struct GoTextReader {
  /// What a `Unit` line says of a unit.
  private struct UnitMetadata {
    var direction: MetricDescription.Direction?
    var isExact = false
  }

  private static let headings = ["goos", "goarch", "pkg", "cpu"]

  private var results: [(group: String, process: Int, line: GoResultLine)] = []
  private var units: [String: UnitMetadata] = [:]
  private var configuration: [String: String] = [:]
  private var systems: [String] = []
  private var process = 0
  private var hasResults = false
  private var collector = ResultCollector()

  mutating func add(_ line: TextLines.Line) {
    guard let first = line.bytes.first else { return }
    if line.hasPrefix("Benchmark") {
      guard let result = GoResultLine(line.text) else { return }
      hasResults = true
      let system = ["goos", "goarch", "cpu"].compactMap { configuration[$0] }.joined(separator: " ")
      if !system.isEmpty, !systems.contains(system) { systems.append(system) }
      results.append((configuration["pkg"] ?? "", process, result))
    } else if line.hasPrefix("Unit ") {
      addUnit(line.text)
    } else if line.hasPrefix("--- FAIL: Benchmark") || line.hasPrefix("--- SKIP: Benchmark") {
      collector.addFailed(String(line.text.dropFirst(10).prefix { $0 != " " }))
    } else if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) {
      addConfiguration(line.text)
    }
  }

  private mutating func addConfiguration(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), Self.headings.contains(String(text[..<colon])) else { return }
    if hasResults {
      process += 1
      hasResults = false
    }
    configuration[String(text[..<colon])] = text[text.index(after: colon)...].split(separator: " ")
      .joined(separator: " ")
  }

  /// Reads `Unit UNIT better=lower assume=exact`, which applies to later lines.
  private mutating func addUnit(_ text: String) {
    let fields = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard fields.count > 2 else { return }
    var metadata = units[String(fields[1])] ?? UnitMetadata()
    for field in fields.dropFirst(2) {
      switch field {
      case "better=lower": metadata.direction = .lowerIsBetter
      case "better=higher": metadata.direction = .higherIsBetter
      case "assume=exact": metadata.isExact = true
      default: break
      }
    }
    units[String(fields[1])] = metadata
  }

  /// All results.
  mutating func results(endsInLineFeed: Bool) -> ImportedResults {
    // The suffix is dropped where all have the same: `-cpu 1,2` distinguishes benchmarks by it.
    let processors = Set(results.map(\.line.parts.processors))
    let common = processors.count == 1 ? processors.first.flatMap { $0 } : nil
    for (group, process, line) in results {
      let name = common == nil ? line.name : line.parts.name
      let hasTime = line.values.contains { $0.unit == "ns/op" }
      for (value, unit) in line.values {
        let (metric, factor) = metric(unit, besideTime: hasTime)
        if !metric.isJudged, metric.unit != .bytesPerSecond { collector.addUnjudged(metric.name) }
        collector.add(value * factor, of: metric, to: name, in: group, process: process)
      }
    }
    let machine = systems.isEmpty ? nil : systems.joined(separator: " and ")
    let usable = machine.map { system in common.map { "\(system), GOMAXPROCS \($0)" } ?? system }
    return collector.results(machine: usable, notes: endsInLineFeed ? [] : [.withoutLineFeed])
  }

  private func metric(_ unit: String, besideTime hasTime: Bool) -> (MetricDescription, factor: Double) {
    var factor = 1.0
    var metric: MetricDescription
    switch unit {
    case "ns/op": metric = .importedTime
    case "allocs/op": metric = .importedAllocations
    case "B/op": metric = .importedAllocatedBytes
    default:
      let known = ImportedUnit(unit)
      metric = .imported(unit, known)
      factor = known.factor
      // The rate of a benchmark with a time is its reciprocal.
      if hasTime, known.base == .bytesPerSecond { metric = metric.beside }
    }
    guard let metadata = units[unit] else { return (metric, factor) }
    if let direction = metadata.direction { (metric.direction, metric.isJudged) = (direction, true) }
    if metadata.isExact, metric.kind == .sampled { (metric.kind, metric.tolerance) = (.exact, Tolerance(relative: 0)) }
    return (metric, factor)
  }
}
