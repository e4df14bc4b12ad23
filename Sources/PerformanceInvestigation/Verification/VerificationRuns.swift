import Foundation
import PerformanceBuild
import PerformanceMeasurement
import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceSystem
import PerformanceVerification
import PerformanceWorkflows

/// Makes the runs of a verification in the same way as a gate.
///
/// They have a separate state folder, `verify` in the usual one: a hundred of them would evict the event logs of real
/// runs.
struct VerificationRuns {
  let package: PackageFolder
  let bundle: URL
  let functions: [TestFunctionID]
  let selection: TestSelection
  /// The kind of the planted slowdowns.
  let kind: PlantedSlowdown.Kind
  /// Whether and how instructions are counted.
  let counting: CountingPlan

  /// The package with the state folder of verifications.
  private var verified: PackageFolder {
    package.setting([PerftestVariable.state.rawValue: package.state.url.appendingPathComponent("verify").path])
  }

  /// The folder of baselines that are recorded when this machine has none.
  private var ownBaselines: URL { verified.state.url.appendingPathComponent("baselines") }

  /// Runs the gate once; candidates are measured in turn with the same build without the slowdown.
  /// - Parameters:
  ///   - number: the number of the run, a part of its log's name.
  ///   - planted: the slowdown in per cent.
  ///   - baselines: the folder to judge against.
  ///   - part: the title before its progress.
  /// - Throws: ``CommandFailure`` when the bundle broke off.
  func gate(_ number: Int, planted: Int, baselines: URL, part: String) throws -> RunRecord {
    let package = verified.setting([
      PerftestVariable.slowdown.rawValue: PlantedSlowdown(kind, factor: 1 + Double(planted) / 100).text,
      PerftestVariable.baselines.rawValue: baselines.path,
    ])
    let run = run(package, "\(number)", part: part)
    let first = try run.measure(
      functions, of: selection, mode: .gate, confirmation: .awaited)
    var settlement = Settlement(of: first, package: package, run: run)
    try settlement.settleBesideItself()
    return settlement.result.record
  }

  /// Records baselines that only verifications use.
  /// - Throws: ``CommandFailure`` when the bundle broke off, or ``InputError``.
  func record(rounds: Int, part: String) throws -> BaselineStore {
    try? FileManager.default.removeItem(at: ownBaselines)
    let package = verified.setting([
      PerftestVariable.slowdown.rawValue: PlantedSlowdown.none.text,
      PerftestVariable.baselines.rawValue: ownBaselines.path,
    ])
    let result = try run(package, "record", part: part).measure(
      functions, of: selection, mode: .record, rounds: rounds)
    let recording = Recording(result.record)
    let update = BaselineUpdate(
      loaded: BaselineStore.Loaded(), sessions: recording.sessions,
      environment: recording.environment ?? package.environmentOfRun, policy: .replace,
      provenance: Provenance(date: Date().text(utc: "yyyy-MM-dd"), commit: nil, reason: "verification"),
      isGone: { _ in false })
    for document in update.documents { try package.baselines.write(document) }
    return package.baselines
  }

  private func run(_ package: PackageFolder, _ what: String, part: String) -> BundleRun {
    var run = BundleRun(package: package, bundle: bundle)
    run.name = StateFolder.runName(of: what)
    run.part = part
    run.counting = counting
    run.isWanted = { !Interruption.isRequested }
    return run
  }

  /// Prepares the state folder.
  /// - Throws: ``InputError`` when it cannot be written.
  func prepare() throws {
    try verified.state.create()
    tidy()
  }

  /// Removes the leftovers of broken-off runs.
  func tidy() { verified.state.tidy() }
}
