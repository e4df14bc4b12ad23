import Foundation
import PerformanceGit
import PerformanceRecords

extension PackageFolder {
  /// The provenance of the checked-out code, by git and the CI service.
  package func provenance() -> RunProvenance {
    let scratch = state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let git = GitTool(folder: url, scratch: scratch, environment: environment)
    var provenance = RunProvenance(environment: environment)
    guard let revision = try? git.text(["rev-parse", "--verify", "HEAD^{commit}"]) else { return provenance }
    provenance.revision = revision
    // A CI service checks out a detached commit, and names its branch.
    provenance.branch = git.branch ?? provenance.branch
    // New baselines are not a change of the code.
    provenance.dirty = git.isDirty(leavingOut: baselines.folder)
    provenance.position = git.defaultBranchPosition
    return provenance
  }
}
