import PerformanceRecords
import PerformanceSystem

/// Reads the table of Google Benchmark's `--benchmark_format=csv` (`src/csv_reporter.cc`), whatever stands before it.
///
/// The table does not say which rows are statistics: their names end in `_mean`, `_median`, `_stddev` or `_cv`, and a
/// row without that suffix has the same name otherwise.
package enum GoogleBenchmarkCSVImporter: Importer {
  package static let name = "google-benchmark-csv"
  package static let tool = GoogleBenchmarkImporter.tool
  package static let abstract = "the CSV of a Google Benchmark program"
  package static let processes = GoogleBenchmarkImporter.processes

  private static let heading: StaticString = "name,iterations,real_time,cpu_time,time_unit"
  private static let aggregates = ["mean", "median", "stddev", "cv"]
  private static let texts: Set<String> = ["name", "time_unit", "label", "error_occurred", "error_message"]

  package static func recognizes(_ file: ImportedFile) -> Bool {
    file.outline == .text && file.lines.contains { $0.hasPrefix(heading) }
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var builder = GoogleResults()
    var heading: [String] = []
    for line in file.lines where !line.bytes.isEmpty {
      if line.hasPrefix(Self.heading) {
        heading = CSVFields.fields(of: line.bytes) ?? []
        builder.beginProcess()
      } else if !heading.isEmpty {
        guard let fields = CSVFields.fields(of: line.bytes), fields.count == heading.count else {
          // Messages of the program may follow the table.
          guard line.hasPrefix("\"") else { continue }
          throw file.error(
            line: line.number, "does not have the \(heading.count) fields of its heading",
            "It is cut off or changed: write it again.")
        }
        builder.add(entry(Dictionary(zip(heading, fields)) { first, _ in first }, heading))
      }
    }
    guard !heading.isEmpty else {
      throw InputError(
        file: file.name, problem: "has no line '\(Self.heading)…'", remedy: "Give \(abstract).")
    }
    return builder.results()
  }

  private static func entry(_ row: [String: String], _ heading: [String]) -> GoogleResults.Entry {
    var entry = GoogleResults.Entry()
    entry.name = row["name"] ?? ""
    if let suffix = aggregates.first(where: { entry.name.hasSuffix("_" + $0) }) {
      entry.aggregate = suffix
      entry.runName = String(entry.name.dropLast(suffix.count + 1))
      entry.isShare = suffix == "cv"
    }
    entry.timeUnit = row["time_unit"] ?? "ns"
    entry.realTime = row["real_time"].flatMap { Double($0) }
    entry.cpuTime = row["cpu_time"].flatMap { Double($0) }
    entry.hasFailed = row["error_occurred"] == "true"
    for name in heading.dropFirst(4) where !texts.contains(name) {
      guard let text = row[name], !text.isEmpty else { continue }
      entry.counters.append((name, Double(text)))
    }
    return entry
  }
}
