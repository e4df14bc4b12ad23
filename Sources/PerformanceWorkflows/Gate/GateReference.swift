import Foundation
import PerformanceGit
import PerformanceSystem

/// The reference of a gate's comparison.
enum GateReference {
  /// The baselines on file.
  case baselines
  /// A commit with its display name.
  case commit(GitCommit, name: String, checkout: GitCheckout)

  /// The user's request for a reference.
  enum Request {
    /// No request: in continuous integration on a machine without recorded times, the target branch.
    case usual
    /// Only the baselines.
    case baselines
    /// A commit.
    case commit(String)
  }

  /// Resolves a request.
  /// - Parameters:
  ///   - hasTimes: whether this machine has baselines of times.
  ///   - scratch: the folder for git's output.
  /// - Throws: ``CommandFailure`` or ``UsageError`` when the requested commit does not exist.
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
  /// The display name of the commit; a reference that is the hash itself is not repeated.
  func named(_ reference: String) -> String {
    hash.hasPrefix(reference) ? short : "\(reference.printable(atMost: 60)) \(short)"
  }
}
