import PerformanceExports
import PerformanceGit

/// What has become of a branch.
package enum BranchState: String, CaseIterable, Sendable {
  /// It has commits that the checked-out commit lacks.
  case open
  /// All its commits are in the checked-out one.
  case merged
  /// The repository has it no more.
  case gone

  /// The state of each branch; `nil` without a repository.
  ///
  /// A branch may be there as a local one or as that of any remote.
  package static func states(of branches: Set<String>, in git: GitTool) -> [String: BranchState]? {
    guard let all = names(in: git), let merged = names(in: git, "--merged=HEAD") else { return nil }
    return Dictionary(
      uniqueKeysWithValues: branches.map { branch in
        (branch, merged.contains(branch) ? .merged : all.contains(branch) ? .open : .gone)
      })
  }

  private static func names(in git: GitTool, _ arguments: String...) -> Set<String>? {
    let references = ["for-each-ref", "--format=%(refname)"] + arguments + ["refs/heads", "refs/remotes"]
    guard let text = try? git.text(references) else { return nil }
    return Set(
      text.split(separator: "\n").compactMap { name in
        if name.hasPrefix("refs/heads/") { return String(name.dropFirst("refs/heads/".count)) }
        // refs/remotes/REMOTE/BRANCH
        let parts = name.split(separator: "/", maxSplits: 3)
        return parts.count == 4 ? String(parts[3]) : nil
      })
  }
}

extension MetricCollection {
  /// Adds the number of branches in each state.
  mutating func add(_ states: [String: BranchState]) {
    add(
      .trackedBranches,
      BranchState.allCases.map { state in
        MetricSeries([MetricLabel("state", state.rawValue)], Double(states.values.count { $0 == state }))
      })
  }
}
