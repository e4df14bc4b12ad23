import Foundation
import PerformanceRecords
import PerformanceRegression

/// The run of a gate whose selection has benchmarks with baselines, but no function to measure.
struct LeftOutRun {
  private let run: BundleRun
  private let selection: TestSelection
  private let against: String?

  /// Creates the run of a bundle that lists no function for the selection.
  init(_ run: BundleRun, _ selection: TestSelection, against: String? = nil) {
    self.run = run
    self.selection = selection
    self.against = against
  }

  /// The verdicts on the baselines: missing, or disabled if the bundle still has the test.
  /// - Throws: ``CommandFailure`` where the selection has no baselines either.
  func result() throws -> BundleRun.Result {
    let environment = run.package.environmentOfRun
    let recorded = ComparisonFinder(loaded: try run.package.baselines.load(for: environment), environment: environment)
      .recorded.filter { selection.selects($0.key.function) }
    let tests = recorded.isEmpty ? nil : try run.allTests()
    let disabled = Set(recorded.keys.map(\.function)).filter { tests?.has($0) == true }
    let missing = MissingBenchmarks.verdicts(recorded: recorded, measured: [:]) { disabled.contains($0) }
    guard !recorded.isEmpty else { throw run.nothing(selection) }
    let off = disabled.sorted { $0.description < $1.description }.map(Verdict.init(disabled:))
    return try run.unmeasured(of: selection, against: against, verdicts: missing + off)
  }
}
