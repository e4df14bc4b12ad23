import Foundation
import PerformanceGit
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The reference of a gate's comparison.
enum GateReference {
  /// The baselines on file. Where they have no times of this machine, `unpaired` is the reason why no other build
  /// replaces them.
  case baselines(unpaired: PairAbsence? = nil)
  /// A commit with its display name, for times, or for times and counts.
  case commit(GitCommit, name: String, counts: PairedRun.CountReference, checkout: GitCheckout)

  /// The user's request for a reference.
  enum Request {
    /// No request: the baselines, or the commit at which HEAD left its target branch where the times of a selected
    /// benchmark are recorded on other machines alone.
    case usual
    /// Only the baselines, for counts and times.
    case baselines
    /// Only the baselines of counts: no times are measured.
    case counts
    /// The commit that a revision of git names.
    case commit(String)
  }

  /// Resolves a request.
  /// - Parameters:
  ///   - selection: the benchmarks to be judged.
  ///   - onFile: the baselines of this environment.
  ///   - scratch: the folder for git's output.
  /// - Throws: ``CommandFailure`` or ``UsageError`` when the requested commit does not exist.
  init(
    _ request: Request, package: PackageFolder, selection: TestSelection, onFile: BaselineStore.Loaded, scratch: URL
  ) throws {
    func checkout() throws -> GitCheckout {
      try package.checkout(scratch: scratch)
    }
    switch request {
    case .counts: self = .baselines()
    case .baselines: self = .baselines(unpaired: onFile.hasTimes ? nil : .noPair)
    case .commit(let reference):
      let checkout = try checkout()
      let commit = try checkout.commit(reference)
      self = .commit(commit, name: commit.named(reference), counts: .otherBuild, checkout: checkout)
    case .usual:
      let matcher = selection.matcher
      let missing = onFile.withoutTimesHere.count { matcher.selects($0.function) }
      guard missing > 0 || !onFile.hasTimes else {
        self = .baselines()
        return
      }
      do {
        self = try Self(
          branchPointIn: checkout(), package: package, counts: onFile.counts.isEmpty ? .otherBuild : .baselines,
          because: onFile.hasTimes
            ? "no times of \(Plural.text(missing, "benchmark")) are recorded" : "no times are recorded")
      } catch let failure as CommandFailure {
        self = .baselines(unpaired: .noBranchPoint(failure.message))
      }
    }
  }

  /// The commit at which HEAD left its target branch.
  /// - Parameter reason: what this machine lacks, shown to the user.
  private init(
    branchPointIn checkout: GitCheckout, package: PackageFolder, counts: PairedRun.CountReference,
    because reason: String
  ) throws {
    let point = try BaseCommitFinder(
      checkout, target: RunProvenance.target(environment: package.environment),
      defaultBranch: RunProvenance.defaultBranch(environment: package.environment),
      // In CI, changed files are the output of earlier steps.
      isChanged: { !package.redRule.newIsRed && checkout.git.isDirty(leavingOut: package.unmeasured) == true }
    ).find()
    let name = point.commit.named(point.name)
    // The first gate of a package would build that commit in vain.
    guard try checkout.hasBenchmarks(point.commit, in: package) || !checkout.hasBenchmarks(in: package) else {
      self = .baselines(unpaired: .noBenchmarks(commit: name))
      return
    }
    package.output.error(
      "\(reason) for this machine: comparing with a build of \(name.printable)")
    self = .commit(point.commit, name: name, counts: counts, checkout: checkout)
  }
}

extension GitCheckout {
  /// Whether a file of the package names the library of benchmarks, in a commit or among the current files.
  fileprivate func hasBenchmarks(_ commit: GitCommit? = nil, in package: PackageFolder) throws -> Bool {
    try hasText("PerformanceTesting", in: commit, below: package.url)
  }
}

extension GitCommit {
  /// The display name of the commit; a reference that is the hash itself is not repeated.
  func named(_ reference: String) -> String {
    hash.hasPrefix(reference) ? short : "\(short) (\(reference.printable(atMost: 60)))"
  }
}
