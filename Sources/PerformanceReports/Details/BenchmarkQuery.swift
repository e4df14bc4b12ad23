import PerformanceRecords
import PerformanceText

/// A benchmark as typed by a user: its id, the id of its function, or a part of either.
package struct BenchmarkQuery: Sendable {
  /// The typed text.
  package let text: String

  package init(_ text: String) { self.text = text }

  /// The matching benchmarks in order of their ids: those named in full, else those of the function named in full, else
  /// all whose id ends in the text after a `.` or `/`, else all that contain it, ignoring case.
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
