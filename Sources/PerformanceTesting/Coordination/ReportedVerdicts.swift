import PerformanceRecords

/// The verdicts of a run, grouped by the test that reports them.
///
/// Each test of a bundle asks for its own: a search through all verdicts each time would grow with the square of the
/// number of tests.
package struct ReportedVerdicts: Sendable {
  private let byFunction: [TestFunctionID: [Verdict]]
  /// The verdicts on missing benchmarks by the names of their module and suites.
  private let missing: [[String]: [Verdict]]

  /// Groups verdicts.
  package init(_ verdicts: [Verdict] = []) {
    byFunction = Dictionary(grouping: verdicts, by: \.function)
    missing = Dictionary(grouping: verdicts.filter { $0.outcome == .missing }) {
      [$0.function.module] + $0.function.suite
    }
  }

  /// The verdicts on a function and its benchmarks, in the order reached.
  package func on(_ function: TestFunctionID) -> [Verdict] { byFunction[function] ?? [] }

  /// The verdicts on missing benchmarks of a suite, without those of nested suites.
  package func missing(inSuite suite: [String], of module: String) -> [Verdict] { missing[[module] + suite] ?? [] }
}
