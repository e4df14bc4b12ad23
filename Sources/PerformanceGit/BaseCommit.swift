import PerformanceSystem

/// The commit that a change is compared with: the one at which HEAD left its target branch.
package struct BaseCommit {
  /// The commit.
  package let commit: GitCommit
  /// Its display name: the branch, `HEAD`, or `the commit before on` the branch.
  package let name: String
}

/// Finds the commit at which HEAD left its target branch.
///
/// The target branch is that of a pull request, else the upstream branch, else the default branch of the remote. HEAD
/// may itself be a commit of that branch. Changed files are then compared with HEAD; without changes, HEAD is compared
/// with its first parent.
package struct BaseCommitFinder {
  private let checkout: GitCheckout
  private let target: String?
  private let defaultBranch: String?
  private let isChanged: () -> Bool

  /// - Parameters:
  ///   - target: the target branch of a pull request; `nil` outside of one.
  ///   - defaultBranch: the name of the default branch, where a CI service provides it.
  ///   - isChanged: whether the user is editing files; called where HEAD is a commit of the branch.
  package init(
    _ checkout: GitCheckout, target: String? = nil, defaultBranch: String? = nil, isChanged: @escaping () -> Bool
  ) {
    self.checkout = checkout
    self.target = target
    self.defaultBranch = defaultBranch
    self.isChanged = isChanged
  }

  /// Finds the commit.
  /// - Throws: ``CommandFailure`` with the command that fetches the commit, or the reason why there is none.
  package func find() throws -> BaseCommit {
    let head = try checkout.commit("HEAD")
    guard let branch = try branch() else { return try previous(of: head, on: checkout.git.branch) }
    let name = Self.shortName(of: branch)
    let hash = try? checkout.git.text(["merge-base", "HEAD", branch])
    guard let hash, let base = try? checkout.find(hash) else { throw noCommonCommit(name) }
    return base == head ? try previous(of: head, on: name) : BaseCommit(commit: base, name: name)
  }

  /// The commit to compare with where HEAD is a commit of the target branch.
  private func previous(of head: GitCommit, on branch: String?) throws -> BaseCommit {
    if isChanged() { return BaseCommit(commit: head, name: "HEAD") }
    guard let parent = try? checkout.find("HEAD^1") else {
      throw checkout.isShallow ? noCommonCommit(branch) : Self.failure("HEAD is the first commit of its history")
    }
    return BaseCommit(commit: parent, name: "the commit before" + (branch.map { " on " + $0 } ?? ""))
  }

  private func noCommonCommit(_ branch: String?) -> CommandFailure {
    let name = branch ?? "the commit before HEAD"
    return Self.failure(
      checkout.isShallow
        ? "this shallow clone does not reach back to \(name); \(GitCheckout.advice(toReach: branch ?? "HEAD"))"
        : "HEAD has no commit in common with \(name)")
  }

  private static func failure(_ message: String) -> CommandFailure {
    CommandFailure(status: .configuration, message: message.printable)
  }
}

// MARK: - The branch

extension BaseCommitFinder {
  /// The full name of the branch; `nil` where the repository has no branch besides the checked-out one.
  /// - Throws: ``CommandFailure`` for a pull request's branch that was not fetched: another branch would be the wrong base.
  private func branch() throws -> String? {
    guard let target else { return upstream ?? defaultOfRemote ?? localDefault }
    let names = [remote.map { "refs/remotes/\($0)/\(target)" }, "refs/heads/" + target].compactMap { $0 }
    guard let found = names.first(where: exists) else {
      throw Self.failure(
        "the branch '\(target)', the target of the pull request, is not in this clone; "
          + GitCheckout.advice(toReach: target))
    }
    return found
  }

  private var upstream: String? {
    let arguments = ["rev-parse", "--symbolic-full-name", "--verify", "--quiet", "@{upstream}"]
    guard let name = try? checkout.git.text(arguments), exists(name) else { return nil }
    return name
  }

  private var defaultOfRemote: String? {
    guard let remote else { return nil }
    let prefix = "refs/remotes/\(remote)/"
    // `origin/HEAD` is an alias of a better-known name.
    if let named = try? checkout.git.text(["symbolic-ref", "--quiet", prefix + "HEAD"]), exists(named) { return named }
    let usual = [defaultBranch, "main", "master"].compactMap { $0.map { prefix + $0 } }
    if let found = usual.first(where: exists) { return found }
    // A clone with a single branch.
    let all = try? checkout.git.text(["for-each-ref", "--format=%(refname)", prefix])
    let branches = all?.split(whereSeparator: \.isNewline).map(String.init).filter { $0 != prefix + "HEAD" } ?? []
    return branches.count == 1 ? branches[0] : nil
  }

  /// The local default branch, where no remote names one.
  private var localDefault: String? {
    [defaultBranch, "main", "master"].compactMap { $0.map { "refs/heads/" + $0 } }.first(where: exists)
  }

  /// `origin`, else the only remote.
  private var remote: String? {
    let names = (try? checkout.git.text(["remote"]))?.split(whereSeparator: \.isNewline).map(String.init) ?? []
    return names.contains("origin") || names.isEmpty ? "origin" : names.count == 1 ? names[0] : nil
  }

  private func exists(_ name: String) -> Bool { (try? checkout.find(name)) != nil }

  /// The display name of a branch, such as `origin/main`.
  private static func shortName(of branch: String) -> String {
    let prefix = ["refs/remotes/", "refs/heads/"].first(where: branch.hasPrefix) ?? ""
    return String(branch.dropFirst(prefix.count))
  }
}
