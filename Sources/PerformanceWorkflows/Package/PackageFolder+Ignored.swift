import Foundation
import PerformanceGit
import PerformanceRecords

extension PackageFolder {
  /// The advice to exclude SwiftPM's build folder from git; `nil` where git ignores it, tracks it or is not used.
  ///
  /// A line `/.build` in the repository's `.gitignore` does not cover a nested package. Its build folder would be
  /// committed with the baselines, and until then every baseline would count as one of changed code.
  package var ignoringAdvice: String? {
    let scratch = state.scratch(run: StateFolder.newRunName())
    defer { try? FileManager.default.removeItem(at: scratch) }
    let git = self.git(scratch: scratch)
    let untracked = try? git.text(["ls-files", "--others", "--exclude-standard", "--directory", "--", ".build"])
    guard let untracked, !untracked.isEmpty else { return nil }
    return "git does not ignore \(url.lastPathComponent.printable)/.build, where SwiftPM builds; before you commit: "
      + "echo .build >> .gitignore"
  }
}
