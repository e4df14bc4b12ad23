import Foundation
import PerformanceGit
import PerformanceRecords

extension PackageFolder {
  /// Which code is checked out, and for which build of a CI service: git is asked.
  package func provenance() -> RunProvenance {
    let scratch = state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let git = GitTool(folder: url, scratch: scratch, environment: environment)
    var provenance = RunProvenance(environment: environment)
    guard let revision = try? git.text(["rev-parse", "--verify", "HEAD^{commit}"]) else { return provenance }
    provenance.revision = revision
    // A CI service checks a commit out, and names the branch that it is of.
    provenance.branch = git.branch ?? provenance.branch
    // What is recorded is no change of the code that it is recorded of.
    provenance.dirty = git.isDirty(leavingOut: baselines.folder)
    provenance.position = git.defaultBranchPosition
    return provenance
  }
}
