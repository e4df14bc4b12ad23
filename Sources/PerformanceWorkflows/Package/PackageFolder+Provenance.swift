import Foundation
import PerformanceGit
import PerformanceRecords

extension PackageFolder {
  /// Folders whose changes are not changes of the code.
  var unmeasured: [URL] { [baselines.folder, state.url] }

  /// The provenance of the checked-out code, by git and the CI service.
  package func provenance() -> RunProvenance {
    let scratch = state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let git = self.git(scratch: scratch)
    var provenance = RunProvenance(environment: environment)
    guard let revision = try? git.text(["rev-parse", "--verify", "HEAD^{commit}"]) else { return provenance }
    provenance.revision = revision
    // A CI service checks out a detached commit, and names its branch.
    provenance.branch = git.branch ?? provenance.branch
    provenance.dirty = git.isDirty(leavingOut: unmeasured)
    provenance.position = git.defaultBranchPosition
    return provenance
  }
}
