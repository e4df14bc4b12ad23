import PerformanceRecords

/// Reads the text of Rust's `cargo bench` with the built-in harness:
/// `test NAME ... bench: 1,234.56 ns/iter (+/- 7.89) = 12 MB/s`.
///
/// The number is the median of the process, so each line is a session. `running 4 tests` begins another process. Escape
/// sequences of a terminal are removed.
package enum LibtestImporter: Importer {
  package static let name = "libtest"
  package static let abstract = "the text of Rust's 'cargo bench' with the built-in harness"
  package static let processes =
    "each start of the harness is a process: run it N times and append to one file, or write N files"

  package static func recognizes(_ file: ImportedFile) -> Bool {
    file.outline == .text && file.lines.contains { result(of: $0) != nil }
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var collector = ResultCollector()
    var process = 0
    for line in file.lines {
      if line.hasPrefix("running ") { process += 1 }
      guard let result = result(of: line) else { continue }
      guard let value = result.value else {
        collector.addFailed(result.name)
        continue
      }
      collector.add(value, of: .importedTime, to: result.name, process: process)
    }
    return collector.results(notes: file.endsInLineFeed ? [] : [.withoutLineFeed])
  }

  /// The name and the nanoseconds of a line; no value for a benchmark that failed; `nil` for another line.
  private static func result(of line: TextLines.Line) -> (name: String, value: Double?)? {
    guard line.hasPrefix("test ") || line.bytes.first == 0x1B else { return nil }
    let text = line.text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    guard
      let match = text.firstMatch(of: /^test (.+?) +\.\.\. +(?:bench: +([0-9][0-9,.]*) (.?s)\/iter|(FAILED))/)
    else { return nil }
    guard let digits = match.2, let unit = match.3 else { return (String(match.1), nil) }
    let number = Double(digits.filter { $0 != "," })
    return (String(match.1), number.map { $0 * (ImportedUnit.nanoseconds(of: String(unit)) ?? 1) })
  }
}
