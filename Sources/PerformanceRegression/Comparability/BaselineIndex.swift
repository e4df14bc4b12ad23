import PerformanceRecords

/// The entries of baseline documents by benchmark: each metric of each benchmark asks for one.
struct BaselineIndex: Sendable {
  /// An entry and what its document says of all entries.
  struct Entry: Sendable {
    var benchmark: BaselineBenchmark
    var methodology: Int
  }

  private let entries: [BenchmarkID: Entry]

  /// The entries of documents; of two with one id the first.
  init(_ documents: [BaselineDocument]) {
    entries = documents.reduce(into: [:]) { entries, document in
      for benchmark in document.benchmarks where entries[document.id(of: benchmark)] == nil {
        entries[document.id(of: benchmark)] = Entry(benchmark: benchmark, methodology: document.methodology)
      }
    }
  }

  /// The entry of a benchmark; `nil` where none is on file.
  subscript(id: BenchmarkID) -> Entry? { entries[id] }
}
