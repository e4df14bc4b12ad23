import Foundation
import PerformanceGit
import PerformanceSystem

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

  /// Finds what was asked for.
  /// - Parameters:
  ///   - hasTimes: whether baselines of times are on file for this machine.
  ///   - scratch: where git's output goes while it runs.
  /// - Throws: ``CommandFailure`` or ``UsageError`` when the commit that was asked for is not there.
  init(_ request: Request, package: PackageFolder, hasTimes: Bool, scratch: URL) throws {
    switch request {
    case .baselines:
      self = .baselines
    case .commit(let reference):
      let checkout = try GitCheckout(containing: package.url, scratch: scratch, environment: package.environment)
      let commit = try checkout.commit(reference)
      self = .commit(commit, name: commit.named(reference), checkout: checkout)
    case .usual:
      guard package.redRule.newIsRed, !hasTimes else {
        self = .baselines
        return
      }
      do {
        let checkout = try GitCheckout(containing: package.url, scratch: scratch, environment: package.environment)
        let (commit, name) = try checkout.mergeBase()
        self = .commit(commit, name: commit.named(name), checkout: checkout)
      } catch let failure as CommandFailure {
        package.output.error("times are not judged: no times of this machine are on file, and \(failure.message)")
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
