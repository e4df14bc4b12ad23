import PerformanceRecords

/// Reads the messages of `cargo criterion --message-format=json`, one object a line.
///
/// A message has the samples of one benchmark in one process: `measured_values` are times of several iterations each,
/// and `iteration_count` their numbers. A second message of a benchmark is of another process.
package enum CargoCriterionImporter: Importer {
  package static let name = "cargo-criterion"
  package static let tool = CriterionImporter.tool
  package static let abstract = "the lines of 'cargo criterion --message-format=json'"
  package static let processes =
    "each 'cargo criterion' is a process: run it N times and append to one file, or write N files"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard case .object(let keys) = file.outline else { return false }
    return keys.contains("reason")
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var collector = ResultCollector()
    var processes: [String: Int] = [:]
    for line in file.lines where line.bytes.first == UInt8(ascii: "{") {
      guard let message = try message(line, file) else { continue }
      guard message.times.count == message.iterations.count else {
        throw file.error(
          line: line.number,
          "has \(message.times.count) measured values of \(message.iterations.count) iteration counts",
          "It is changed: write it again.")
      }
      let unit = ImportedUnit(message.unit)
      let metric = CriterionMetric.metric(unit, named: message.unit)
      if !metric.isJudged { collector.addUnjudged(metric.name) }
      let process = processes[message.id, default: 0]
      processes[message.id] = process + 1
      for case (let time, let count) in zip(message.times, message.iterations) {
        let value = time.flatMap { time in count.map { time / $0 * unit.factor } }
        collector.add(value, of: metric, to: message.id, process: process)
      }
    }
    return collector.results(notes: file.endsInLineFeed ? [] : [.withoutLineFeed])
  }

  /// The samples of a benchmark.
  private struct Message {
    var id = ""
    var times: [Double?] = []
    var iterations: [Double?] = []
    var unit = "ns"
  }

  /// Reads a message; `nil` for one that has no samples.
  private static func message(_ line: TextLines.Line, _ file: ImportedFile) throws -> Message? {
    var message = Message()
    var reason = ""
    var json = JSONCursor(file.bytes, from: line.bytes.startIndex, file: file.name)
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("reason", .string): reason = try json.string()
      case ("id", .string): message.id = try json.string()
      case ("unit", .string): message.unit = try json.string()
      case ("measured_values", .array): message.times = try json.numbers()
      case ("iteration_count", .array): message.iterations = try json.numbers()
      default: try json.skip()
      }
    }
    return reason == "benchmark-complete" && !message.id.isEmpty ? message : nil
  }
}
