import Foundation
import PerformanceGit
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// A gate by baselines in which every worse time is measured again in turn with the code that its baseline was recorded
/// from.
///
/// The rule for baselines cannot separate a slower machine from slower code, so it only finds candidates. Both builds
/// are then measured in turn, for the candidates only.
struct Confirmation {
  let package: PackageFolder
  /// The documents of times for this machine.
  let times: [BaselineDocument]
  /// Whether the user forbids the pair.
  let isForbidden: Bool

  /// Measures, and confirms the candidates.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  func gate(_ run: BundleRun, _ functions: [TestFunctionID], of selection: TestSelection) throws -> BundleRun.Result {
    let scratch = package.state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let checkout = checkout(scratch)
    let first = try run.measure(functions, of: selection, mode: .gate, confirmation: checkout.plan)
    guard case .success(let checkout) = checkout else { return first }
    var settlement = Settlement(of: first, package: package, run: run)
    let files = RepositoryFiles(leavingOut: package.baselines.folder, in: checkout)
    try package.log.phase("confirm") {
      try settlement.settle(
        origins: BaselineOrigins(checkout: checkout, files: files, store: package.baselines, documents: times))
    }
    return settlement.result
  }

  /// Why no pair is measured.
  fileprivate struct NoPair: Error {
    let cause: PairAbsence
  }

  /// The repository of the commits.
  private func checkout(_ scratch: URL) -> Result<GitCheckout, NoPair> {
    guard !isForbidden else { return .failure(NoPair(cause: .forbidden)) }
    do {
      let checkout = try package.checkout(scratch: scratch)
      _ = try checkout.find("HEAD")
      return .success(checkout)
    } catch let failure as CommandFailure {
      return .failure(NoPair(cause: .noRepository(failure.message)))
    } catch {
      return .failure(NoPair(cause: .noCommit))
    }
  }
}

extension Result<GitCheckout, Confirmation.NoPair> {
  fileprivate var plan: ConfirmationPlan {
    switch self {
    case .success: .awaited
    case .failure(let none): .unavailable(none.cause, only: nil)
    }
  }
}
