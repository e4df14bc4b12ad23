import Foundation
import PerformanceRecords

/// What a gate compares with.
enum GateReference {
  /// The baselines on file.
  case baselines
  /// A commit, by the name that people know it by.
  case commit(GitCommit, name: String, checkout: GitCheckout)

  /// What a user asked for about it.
  enum Request {
    /// Nothing: on a machine of continuous integration for which no times are on file, the branch it is to go to.
    case usual
    /// Only the baselines on file.
    case baselines
    /// A commit.
    case commit(String)
  }

  /// Finds what is wished.
  /// - Parameters:
  ///   - hasTimes: whether baselines of times are on file for this machine.
  ///   - scratch: where git's output goes while it runs.
  /// - Throws: ``CommandFailure`` or ``UsageError`` when the wished commit is not there.
  init(_ request: Request, package: PackageFolder, hasTimes: Bool, scratch: URL) throws {
    switch request {
    case .baselines:
      self = .baselines
    case .commit(let reference):
      let checkout = try GitCheckout(containing: package.url, scratch: scratch)
      let commit = try checkout.commit(reference)
      self = .commit(commit, name: commit.named(reference), checkout: checkout)
    case .usual:
      guard package.redRule.newIsRed, !hasTimes else {
        self = .baselines
        return
      }
      do {
        let checkout = try GitCheckout(containing: package.url, scratch: scratch)
        let (commit, name) = try checkout.mergeBase()
        self = .commit(commit, name: commit.named(name), checkout: checkout)
      } catch let failure as CommandFailure {
        Output.error("times are not judged: no times of this machine are on file, and \(failure.message)")
        self = .baselines
      }
    }
  }
}

extension GitCommit {
  /// The commit as people read it; a reference that is the hash itself says nothing more.
  func named(_ reference: String) -> String {
    hash.hasPrefix(reference) ? short : "\(reference.printable(atMost: 60)) \(short)"
  }
}

extension GitCheckout {
  /// Where the checked-out commit left the default branch; of that branch's own last commit, the one before.
  /// - Throws: ``CommandFailure`` that says what to fetch.
  func mergeBase() throws -> (GitCommit, name: String) {
    let head = try commit("HEAD")
    let candidates = ["origin/HEAD", "origin/main", "origin/master"]
    guard let found = candidates.first(where: { (try? find("refs/remotes/" + $0)) != nil }) else {
      throw CommandFailure(
        status: .configuration,
        message: "there is no default branch to compare with (\(candidates.joined(separator: ", "))); "
          + "\(Self.advice(toReach: "main")), or use --against")
    }
    // `origin/HEAD` is a name for another one, which people know better.
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
