import PerformanceRecords

/// A failure that Swift Testing recorded while a child measured, such as an expectation that does not hold.
package struct RecordedIssue: Hashable, Sendable, Codable {
  /// The benchmark whose body ran; `nil` where no `measure` call was running, or several were.
  package var benchmark: BenchmarkID?
  /// Which iterations of the process the window had, counted from 1; `nil` where no `measure` call was running.
  package var iterations: ClosedRange<Int>?
  /// What the issue says, with its source location.
  package var text: String

  /// An issue from its parts.
  package init(benchmark: BenchmarkID?, iterations: ClosedRange<Int>?, text: String) {
    self.benchmark = benchmark
    self.iterations = iterations
    self.text = text
  }

  /// One sentence for a person.
  package var sentence: String {
    let label = benchmark?.label.map { " of '\($0)'" } ?? ""
    return iterations.map { "in \($0.iterationText)\(label): \(text)" } ?? text
  }
}

extension ClosedRange<Int> {
  /// The range as a person reads it: `iteration 1`, `one of iterations 4 to 7`.
  package var iterationText: String {
    count == 1 ? "iteration \(lowerBound)" : "one of iterations \(lowerBound) to \(upperBound)"
  }
}
