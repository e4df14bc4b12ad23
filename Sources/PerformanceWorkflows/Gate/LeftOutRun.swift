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

  /// The verdicts on the baselines: disabled where the bundle still has the test and Swift Testing does not run it, else
  /// missing.
  /// - Throws: ``CommandFailure`` where the selection has no baselines either.
  func result() throws -> BundleRun.Result {
    let environment = run.package.environmentOfRun
    let matcher = selection.matcher
    let recorded = ComparisonFinder(loaded: try run.package.baselines.load(for: environment), environment: environment)
      .recorded.filter { matcher.selects($0.key.function) }
    guard !recorded.isEmpty else { throw run.nothing(selection) }
    let tests = try run.allTests()
    let present = Set(recorded.keys.map(\.function)).filter(tests.has)
    let withoutTrait = try run.withoutTrait(present)
    let disabled = present.subtracting(withoutTrait)
    let missing = MissingBenchmarks.verdicts(
      recorded: recorded, measured: [:], why: { withoutTrait.contains($0) ? .withoutTrait : nil },
      isExcused: disabled.contains)
    let off = disabled.sorted { $0.description < $1.description }.map(Verdict.init(disabled:))
    return try run.unmeasured(of: selection, against: against, verdicts: missing + off)
  }
}
