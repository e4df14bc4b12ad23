import PerformanceSystem

extension GitCheckout {
  /// The commit at which HEAD left the default branch; on that branch itself, the previous commit.
  /// - Throws: ``CommandFailure`` with the command that fetches the missing commits.
  package func mergeBase() throws -> (GitCommit, name: String) {
    let head = try commit("HEAD")
    let candidates = ["origin/HEAD", "origin/main", "origin/master"]
    guard let found = candidates.first(where: { (try? find("refs/remotes/" + $0)) != nil }) else {
      throw CommandFailure(
        status: .configuration,
        message: "there is no default branch to compare with (\(candidates.joined(separator: ", "))); "
          + "\(Self.advice(toReach: "main")), or use --against")
    }
    // `origin/HEAD` is an alias of a better-known name.
    let branch = (try? git.text(["rev-parse", "--abbrev-ref", "refs/remotes/" + found])) ?? found
    let hash = try? git.text(["merge-base", "HEAD", "refs/remotes/" + branch])
    guard let hash, let base = try? find(hash) else { throw noCommonCommit(branch) }
    guard base == head else { return (base, "merge base with " + branch) }
    guard let parent = try? find("HEAD^1") else { throw noCommonCommit(branch) }
    return (parent, "the commit before on " + branch)
  }

  private func noCommonCommit(_ branch: String) -> CommandFailure {
    CommandFailure(
      status: .configuration,
      message: isShallow
        ? "this shallow clone does not reach back to \(branch); \(Self.advice(toReach: branch))"
        : "HEAD has no commit in common with \(branch) but itself")
  }
}
