import PerformanceRecords
import PerformanceText

/// A benchmark as a person types it: its id, the id of its function, or a part of one.
package struct BenchmarkQuery: Sendable {
  /// What was typed.
  package let text: String

  /// A query for what was typed.
  package init(_ text: String) { self.text = text }

  /// The benchmarks that are meant, in order of their ids: those named in full, else those of the function named in
  /// full, else all whose id ends in the text behind a `.` or `/`, else all that contain it, whatever the case.
  package func matches(in benchmarks: some Sequence<BenchmarkID>) -> [BenchmarkID] {
    let all = Set(benchmarks).sorted()
    let needle = text.lowercased()
    guard !needle.isEmpty else { return [] }
    let attempts: [(BenchmarkID) -> Bool] = [
      { $0.description == text }, { $0.function.description == text },
      { id in [".", "/"].contains { id.description.lowercased().hasSuffix($0 + needle) } },
      { id in [".", "/"].contains { id.function.description.lowercased().hasSuffix($0 + needle) } },
      { $0.description.lowercased().contains(needle) },
    ]
    return attempts.lazy.map { all.filter($0) }.first { !$0.isEmpty } ?? []
  }
}
