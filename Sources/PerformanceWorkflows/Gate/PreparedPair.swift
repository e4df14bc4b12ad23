import Foundation
import PerformanceBundles
import PerformanceGit
import PerformanceRecords
import PerformanceSystem

/// Two builds of the package to be measured in turn: the user's working folder and a commit.
enum PreparedPair {
  /// The builds are identical, so that measuring could show nothing but noise; includes the run that could measure
  /// them.
  case identical(BundleRun, PairedRun, BuildIdentity)
  /// The run of the new build, and the state of the old one.
  case ready(BundleRun, PairedRun)

  /// The packages outside of the repository that both builds have as they are now; `nil` where there are none.
  var outside: [String]? {
    switch self {
    case .identical(_, let pair, _), .ready(_, let pair): pair.outside
    }
  }
}

/// Builds the user's working folder and a commit in one folder.
struct PairPreparation {
  let package: PackageFolder
  let selection: TestSelection
  let commit: GitCommit
  /// The display name of the commit.
  let name: String
  /// What counts are compared with.
  var counts = PairedRun.CountReference.otherBuild
  let checkout: GitCheckout
  /// The purpose of the builds, shown while they run.
  var purpose: String?

  /// Whether counts are judged by other baselines, budgets or acceptances than those of the commit.
  var hasOtherBaselines: Bool {
    counts == .baselines && checkout.differs(from: commit, below: package.baselines.folder)
  }

  /// The folder of both builds, and their files in it.
  private struct Pair {
    let builds: PairBuilds
    let head: ExportedTree.Contents
    /// A failure where it cannot be exported, such as a submodule commit that was not fetched.
    let base: Result<ExportedTree.Contents, CommandFailure>
  }

  /// Exports and builds both sides, and excludes other builds here until the body has measured.
  /// - Parameter body: receives the pair and the seconds of building, without the time spent waiting for another
  ///   process that builds here.
  /// - Throws: ``CommandFailure`` or ``InputError``, or the error of the body.
  func perform<Result>(_ body: (PreparedPair, _ buildSeconds: Double) throws -> Result) throws -> Result {
    try PairBuilds.alone(of: package) {
      let begin = RunClock.seconds
      let builds = try PairBuilds(of: package, checkout: checkout)
      let pair = Pair(builds: builds, head: try builds.contents(of: .workingFolder), base: try baseContents(builds))
      let prepared = try prepared(pair)
      return try body(prepared, RunClock.seconds - begin)
    }
  }

  private func baseContents(_ builds: PairBuilds) throws -> Result<ExportedTree.Contents, CommandFailure> {
    do {
      return .success(try builds.contents(of: .commit(commit)))
    } catch let failure as CommandFailure where failure.status != .failure {
      return .failure(failure)
    }
  }

  /// The state of the other build.
  private enum Base {
    /// Both have the same files.
    case identical
    case unusable(BaseProblem)
    case built(PairBuilds.Build)
  }

  private func prepared(_ pair: Pair) throws -> PreparedPair {
    // The other commit first: the next gate then starts from the last build, which differs least from its own.
    let base = try buildBase(pair)
    let head: PairBuilds.Build
    do {
      head = try pair.builds.bundle(of: pair.head, title: title("the working folder"), log: "head")
      // Building or finding the other side may have left its files where the benchmarks look for theirs.
      try pair.builds.show(pair.head)
    } catch let failure as CommandFailure where failure.status != .failure {
      return try inOwnFolder(because: failure)
    }
    let run = BundleRun(package: package, bundle: head.bundle, folder: pair.builds.folder)
    switch base {
    case .identical: return try identical(run, pair, .files)
    case .unusable(let problem): return .ready(run, paired(pair, .unusable(problem)))
    case .built(let base):
      if pair.builds.areSame(base, head) { return try identical(run, pair, .code) }
      var other = BundleRun(package: package, bundle: base.bundle, folder: pair.builds.folder)
      other.files = try pair.builds.files(of: base, whileShowing: pair.head)
      return .ready(run, paired(pair, try introduced(other)))
    }
  }

  private func title(_ what: String) -> String { purpose.map { "\(what) \($0)" } ?? what }

  private func buildBase(_ pair: Pair) throws -> Base {
    let contents: ExportedTree.Contents
    switch pair.base {
    case .failure(let failure): return .unusable(.cannotBeExported(name, error: failure.firstError))
    case .success(let found): contents = found
    }
    if pair.head.isSame(as: contents) { return .identical }
    do {
      let base = try pair.builds.bundle(of: contents, title: title(name), log: "base")
      pair.builds.pin(base)
      return .built(base)
    } catch let failure as CommandFailure where failure.status != .failure {
      return .unusable(.doesNotBuild(name, error: failure.firstError))
    }
  }

  private func identical(_ run: BundleRun, _ pair: Pair, _ identity: BuildIdentity) throws -> PreparedPair {
    .identical(run, paired(pair, try introduced(run)), identity)
  }

  private func paired(_ pair: Pair, _ side: PairedRun.Side) -> PairedRun {
    // A run that cannot use the other build has no comparison whose limits it could report.
    let outside: [String]? = if case .measured = side { pair.builds.outside } else { nil }
    return PairedRun(
      name: name, counts: counts, side: side, accepted: accepted, outside: outside,
      exported: pair.builds.root.path, checkout: checkout.root.path)
  }

  /// The regressions that the commit accepts; none where it has no file of them, or one that cannot be read.
  private var accepted: [AcceptedRegression] {
    guard let path = checkout.pathInTree(package.baselines.acceptances.url),
      let data = try? checkout.git.data(["show", commit.hash + ":" + path])
    else { return [] }
    return (try? AcceptanceFile.acceptances(in: data)) ?? []
  }

  /// The state of the other build, by its introduction.
  private func introduced(_ other: BundleRun) throws -> PairedRun.Side {
    let introduction: TestBundle.Introduction
    do {
      introduction = try other.introduction(selection)
    } catch let failure as CommandFailure {
      return .unusable(.cannotBeListed(name, error: failure.message))
    }
    if introduction.unreadable > 0 {
      return .unusable(.otherVersion(name))
    }
    guard introduction.functions.isEmpty || introduction.methodology == Methodology.current else {
      return .unusable(.otherMethodology(name, theirs: introduction.methodology, here: Methodology.current))
    }
    return .measured(
      PairedRun.Base(
        executable: other.bundle.path, folder: other.folder.path, functions: introduction.functions,
        files: other.files))
  }

  /// Falls back to the package in its own folder; its times then cannot be compared.
  private func inOwnFolder(because failure: CommandFailure) throws -> PreparedPair {
    let bundle = try BundleBuild(package: package).run()
    let pair = PairedRun(
      name: name, counts: counts, side: .unusable(.copyDoesNotBuild(error: failure.firstError)),
      exported: package.url.path, checkout: package.url.path)
    return .ready(BundleRun(package: package, bundle: bundle, folder: package.url), pair)
  }
}
