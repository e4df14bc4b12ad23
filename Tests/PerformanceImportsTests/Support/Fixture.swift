import Foundation
import PerformanceImports
import PerformanceRecords
import Testing

/// A file of another tool.
///
/// `go.txt`, `google-benchmark*`, `hyperfine*`, `pytest-benchmark*`, `asv.json`, `criterion.csv` (0.3.6) and
/// `libtest.txt` (1.95) were written by the tools; most flags of the processor were removed. `jmh.json`,
/// `cargo-criterion.json`, `github-action-benchmark.*` and `package-benchmark.json` follow the documentation of theirs.
struct Fixture: Sendable, CustomTestStringConvertible {
  /// All files with the names of their formats.
  static let all = [
    Fixture("go.txt", "go"),
    Fixture("google-benchmark.json", "google-benchmark"),
    Fixture("google-benchmark-aggregates.json", "google-benchmark"),
    Fixture("google-benchmark.csv", "google-benchmark-csv"),
    Fixture("hyperfine.json", "hyperfine"),
    Fixture("hyperfine-failing.json", "hyperfine"),
    Fixture("pytest-benchmark.json", "pytest-benchmark"),
    Fixture("pytest-benchmark-without-data.json", "pytest-benchmark"),
    Fixture("asv.json", "asv"),
    Fixture("jmh.json", "jmh"),
    Fixture("criterion.csv", "criterion"),
    Fixture("cargo-criterion.json", "cargo-criterion"),
    Fixture("libtest.txt", "libtest"),
    Fixture("github-action-benchmark.js", "github-action-benchmark"),
    Fixture("github-action-benchmark.json", "github-action-benchmark"),
    Fixture("package-benchmark.json", "package-benchmark"),
  ]

  let name: String
  let format: String
  var testDescription: String { name }

  init(_ name: String, _ format: String) { (self.name, self.format) = (name, format) }

  /// The content.
  func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(name)")))
  }

  /// The content of the file of this name.
  static func bytes(_ name: String) throws -> [UInt8] { try Fixture(name, "").bytes() }

  /// The results in the file of this name, in the format that its content shows.
  static func results(_ name: String) throws -> ImportedResults { try results(of: try bytes(name), name: name) }

  /// The results in a text.
  static func results(text: String, format: String? = nil) throws -> ImportedResults {
    try results(of: Array(text.utf8), name: "results", format: format)
  }

  /// The results in bytes.
  static func results(of bytes: [UInt8], name: String, format: String? = nil) throws -> ImportedResults {
    let file = ImportedFile(bytes, name: name)
    guard let format else { return try ImportFormat(of: file).results(of: file) }
    return try #require(ImportFormat(named: format)).results(of: file)
  }
}

/// Whether processes have these samples, up to the last bit, by which readers of JSON differ.
func isEqual(_ processes: [[Double]], _ expected: [[Double]]) -> Bool {
  processes.map(\.count) == expected.map(\.count)
    && zip(processes.joined(), expected.joined()).allSatisfy { abs($0 - $1) <= 1e-14 * abs($1) }
}

extension ImportedResults {
  /// The processes of a metric of a benchmark; empty where the file has none.
  func processes(_ name: String, _ metric: String = MetricDescription.wallClock) -> [[Double]] {
    benchmarks.first { $0.name == name && $0.metric.name == metric }?.processes ?? []
  }

  /// A metric, as one of its benchmarks has it.
  func metric(_ name: String) -> MetricDescription? { benchmarks.first { $0.metric.name == name }?.metric }
}
