import Foundation

extension GitTool {
  /// Whether files differ from the checked-out commit or are new; `nil` where git fails.
  /// - Parameter left: folders to ignore.
  package func isDirty(leavingOut left: [URL]) -> Bool? {
    let root =
      URL(fileURLWithPath: (try? text(["rev-parse", "--show-toplevel"])) ?? folder.path)
      .resolvingSymlinksInPath().path + "/"
    let paths = left.map { $0.resolvingSymlinksInPath().path }.filter { $0.hasPrefix(root) }
    let excluded = paths.map { ":(exclude,top,literal)" + $0.dropFirst(root.count) }
    let status = try? text(["status", "--porcelain", "--untracked-files=normal", "--", ":(top)"] + excluded)
    return status.map { !$0.isEmpty }
  }

  /// The checked-out branch; `nil` for a detached commit.
  package var branch: String? { try? text(["symbolic-ref", "--quiet", "--short", "HEAD"]) }

  /// The position of the checked-out commit on the first-parent history of the default branch, counted from 1; `nil`
  /// where it is not on it, and in shallow clones.
  package var defaultBranchPosition: Int? {
    guard (try? text(["rev-parse", "--is-shallow-repository"])) == "false",
      let head = try? text(["rev-parse", "--verify", "HEAD^{commit}"])
    else { return nil }
    let branches = [
      "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main",
      "refs/heads/master",
    ]
    guard branches.contains(where: { isOnFirstParents(head, of: $0) }) else { return nil }
    return count("HEAD")
  }

  /// Whether a commit is on a branch's first-parent history: the first-parent steps equal the commits since.
  private func isOnFirstParents(_ commit: String, of branch: String) -> Bool {
    guard let since = count("\(commit)..\(branch)") else { return false }
    return (try? text(["rev-parse", "--verify", "--quiet", "\(branch)~\(since)"])) == commit
  }

  private func count(_ range: String) -> Int? {
    (try? text(["rev-list", "--first-parent", "--count", range, "--"])).flatMap { Int($0) }
  }
}
