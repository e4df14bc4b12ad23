import Foundation
import PerformanceRecords
import PerformanceText

/// A gate that compares the user's working folder with a commit: both are built in one folder, and measured in turn.
struct PairedGate {
  let preparation: PairPreparation
  /// Whether instructions are counted: on both sides, or against baselines where the other side cannot be measured.
  let counting: CountingRequest

  private var package: PackageFolder { preparation.package }
  private var selection: TestSelection { preparation.selection }

  /// Exports, builds and measures.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  func run() throws -> BundleRun.Result {
    // A planted slowdown is a difference, and other baselines may judge the same counts otherwise.
    let differs = try !package.slowdown.isNone || preparation.hasOtherBaselines
    return try preparation.perform { pair, _ in
      switch pair {
      case .identical(var run, let pair, let identity) where !differs:
        run.provenance = package.provenance()
        return try same(try run.list(selection), run, pair, identity)
      case .identical(var run, let pair, _), .ready(var run, let pair):
        run.provenance = package.provenance()
        return try measure(run, pair)
      }
    }
  }

  private func measure(_ run: BundleRun, _ pair: PairedRun) throws -> BundleRun.Result {
    if let problem = pair.problem {
      package.output.error("times are not judged, only counts against the baselines: \(problem.text.printable)")
    }
    // Benchmarks of the other build alone are reported by the run, which needs a function of this build to begin.
    let functions = try run.list(selection)
    guard !functions.isEmpty else { return try LeftOutRun(run, selection, against: preparation.name).result() }
    var (run, pair) = (run, pair)
    run.counting = try counting.plan(for: run.bundle, environment: package.environment)
    if case .on = run.counting, let base = pair.base,
      case .on(let tool) = try counting.plan(
        for: URL(fileURLWithPath: base.executable), environment: package.environment)
    {
      pair.base?.counting = tool
    }
    return try run.measure(functions, of: selection, mode: .gate, pair: pair)
  }

  /// The run of a gate with identical builds, which measures nothing.
  private func same(
    _ functions: [TestFunctionID], _ run: BundleRun, _ pair: PairedRun, _ identity: BuildIdentity
  ) throws -> BundleRun.Result {
    guard !functions.isEmpty else { return try LeftOutRun(run, selection, against: preparation.name).result() }
    package.output.error("nothing needs to be measured against \(preparation.name.printable): \(identity.text)")
    return try run.unmeasured(
      functions, of: selection, against: preparation.name, outside: pair.outside,
      verdicts: functions.map { Verdict(function: $0, outcome: .same, reason: .identicalCode) })
  }
}
