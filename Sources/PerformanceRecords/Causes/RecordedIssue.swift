/// A failure that Swift Testing recorded while a child measured, such as an unmet expectation.
package struct RecordedIssue: Equatable, Sendable, Codable {
  /// The benchmark whose body ran; `nil` where no `measure` call was running, or several were.
  package var benchmark: BenchmarkID?
  /// The iterations of the process that the window covered, counted from 1; `nil` where no `measure` call was running.
  package var iterations: ClosedRange<Int>?
  /// The text of the issue, with its source location.
  package var text: String

  package init(benchmark: BenchmarkID?, iterations: ClosedRange<Int>?, text: String) {
    self.benchmark = benchmark
    self.iterations = iterations
    self.text = text
  }
}
