import PerformanceRecords

/// The entries of baseline documents by benchmark, for the look-up of each metric.
struct BaselineIndex: Sendable {
  /// An entry with the properties of its document.
  struct Entry: Sendable {
    var benchmark: BaselineBenchmark
    var methodology: Int
  }

  private let entries: [BenchmarkID: Entry]

  /// Indexes documents. Of two entries with one id, the first counts.
  init(_ documents: [BaselineDocument]) {
    entries = documents.reduce(into: [:]) { entries, document in
      for benchmark in document.benchmarks where entries[document.id(of: benchmark)] == nil {
        entries[document.id(of: benchmark)] = Entry(benchmark: benchmark, methodology: document.methodology)
      }
    }
  }

  /// The entry of a benchmark; `nil` where there is none.
  subscript(id: BenchmarkID) -> Entry? { entries[id] }
}
