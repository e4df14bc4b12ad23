import Foundation
import PerformanceGit
import PerformanceRegression
import PerformanceSystem
import PerformanceWorkflows

extension GitCheckout {
  /// The ancestors of the bad commit that are not ancestors of the good one, children before their parents.
  /// - Throws: ``CommandFailure`` when the good commit is not an ancestor of the bad one.
  package func history(from good: GitCommit, to bad: GitCommit) throws -> [CommitSearch.Commit] {
    do {
      guard good.hash != bad.hash else {
        throw CommandFailure(status: .configuration, message: "good and bad are the same commit, \(good.short).")
      }
      guard isAncestor(good, of: bad) else { throw noAncestor(good, of: bad) }
      let lines = try git.text(["rev-list", "--topo-order", "--parents", bad.hash, "^" + good.hash])
      return lines.split(separator: "\n").compactMap { line in
        let hashes = line.split(separator: " ").map(String.init)
        return hashes.first.map { CommitSearch.Commit(hash: $0, parents: Array(hashes.dropFirst())) }
      }
    } catch let error as GitTool.Failure {
      throw CommandFailure(
        status: .failure, message: "git cannot list the commits of \(root.path): \(error.message.printable)")
    }
  }

  /// The first line of a commit's message.
  package func subject(of hash: String) -> String {
    (try? git.text(["show", "--no-patch", "--format=%s", "--end-of-options", hash])) ?? ""
  }

  private func isAncestor(_ first: GitCommit, of second: GitCommit) -> Bool {
    (try? git.text(["merge-base", first.hash, second.hash])) == first.hash
  }

  private func noAncestor(_ good: GitCommit, of bad: GitCommit) -> CommandFailure {
    let advice: String
    if (try? git.text(["merge-base", bad.hash, good.hash])) == bad.hash {
      advice = "It is the other way round: exchange --good and --bad."
    } else if let base = try? git.text(["merge-base", good.hash, bad.hash]) {
      advice = "Their last common one is \(base.prefix(12)): try --good \(base.prefix(12))."
    } else {
      advice =
        isShallow ? "In this shallow clone the way is cut off: git fetch --unshallow." : "They have nothing in common."
    }
    return CommandFailure(
      status: .configuration,
      message: "the good commit \(good.short) is not an ancestor of the bad one, \(bad.short). " + advice)
  }
}
