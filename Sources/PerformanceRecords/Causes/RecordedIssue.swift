/// A failure that Swift Testing recorded while a child measured, such as an expectation that does not hold.
package struct RecordedIssue: Hashable, Sendable, Codable {
  /// The benchmark whose body ran; `nil` where no `measure` call was running, or several were.
  package var benchmark: BenchmarkID?
  /// Which iterations of the process the window had, counted from 1; `nil` where no `measure` call was running.
  package var iterations: ClosedRange<Int>?
  /// What the issue says in the words of Swift Testing and of the test, with its source location.
  package var text: String

  package init(benchmark: BenchmarkID?, iterations: ClosedRange<Int>?, text: String) {
    self.benchmark = benchmark
    self.iterations = iterations
    self.text = text
  }
}
