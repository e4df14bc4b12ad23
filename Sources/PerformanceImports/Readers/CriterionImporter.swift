import PerformanceRecords

/// Reads `raw.csv` of criterion.rs, which it writes into `target/criterion/…/new/` with the feature `csv_output`.
///
/// A file has the samples of one benchmark in one process: the time of several iterations, and their number.
package enum CriterionImporter: Importer {
  package static let name = "criterion"
  package static let tool = "criterion"
  package static let abstract = "a 'raw.csv' of criterion.rs"
  package static let processes = "each 'cargo bench' is a process: keep the files of N of them"

  private static let heading: StaticString = "group,function,value,throughput_num,throughput_type,sample_measured_value"
  private static let columns = 8

  package static func recognizes(_ file: ImportedFile) -> Bool {
    file.outline == .text && file.lines.first { !$0.bytes.isEmpty }?.hasPrefix(heading) == true
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var collector = ResultCollector()
    var process = -1
    for line in file.lines where !line.bytes.isEmpty {
      if line.hasPrefix(heading) {
        process += 1
        continue
      }
      guard let fields = CSVFields.fields(of: line.bytes), fields.count == columns else {
        throw file.error(
          line: line.number, "does not have \(columns) fields", "It is cut off or changed: run 'cargo bench' again.")
      }
      let name = fields.prefix(3).filter { !$0.isEmpty }.joined(separator: "/")
      let unit = ImportedUnit(fields[6])
      guard let total = Double(fields[5]), let iterations = Double(fields[7]), iterations > 0 else {
        collector.addWithoutValue(name)
        continue
      }
      let metric = CriterionMetric.metric(unit, named: fields[6])
      if !metric.isJudged { collector.addUnjudged(metric.name) }
      collector.add(total / iterations * unit.factor, of: metric, to: name, process: max(process, 0))
    }
    return collector.results(notes: file.endsInLineFeed ? [] : [.withoutLineFeed])
  }
}

/// The metric of a unit that criterion's measurement has.
enum CriterionMetric {
  static func metric(_ unit: ImportedUnit, named name: String) -> MetricDescription {
    unit.isTime ? .importedTime : .imported(name, unit)
  }
}
