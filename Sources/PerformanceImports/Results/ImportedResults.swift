/// The results in a file of another tool.
package struct ImportedResults: Equatable, Sendable {
  /// The benchmarks in the order of the file, one entry for each metric.
  package var benchmarks: [ImportedBenchmark]
  /// The machine that measured, in words of the file; `nil` where the file does not describe it.
  package var machine: String?
  /// What the file has besides judged numbers.
  package var notes: [ImportNote]

  package init(benchmarks: [ImportedBenchmark] = [], machine: String? = nil, notes: [ImportNote] = []) {
    self.benchmarks = benchmarks
    self.machine = machine
    self.notes = notes
  }
}
