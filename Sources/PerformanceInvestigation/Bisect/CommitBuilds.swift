import PerformanceBundles
import PerformanceGit
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// Builds commits in one folder, one after the other, and provides their bundles.
struct CommitBuilds {
  private let package: PackageFolder
  private let builds: PairBuilds

  init(of package: PackageFolder, in builds: PairBuilds) {
    self.package = package
    self.builds = builds
  }

  /// Builds a commit, whose files are then in the tree.
  /// - Throws: ``NoNumber`` when it cannot be exported or does not build, ``CommandFailure`` or ``InputError`` when no
  ///   commit could be built.
  func build(_ commit: GitCommit) throws -> PairBuilds.Build {
    let contents: ExportedTree.Contents
    do {
      contents = try builds.contents(of: .commit(commit))
    } catch let failure as CommandFailure where failure.status == .notMeasurable {
      throw NoNumber(reason: "it cannot be exported: \(failure.firstError)")
    }
    do {
      let build = try builds.bundle(of: contents, title: commit.short, log: "bisect")
      try builds.show(contents)
      return build
    } catch let failure as CommandFailure where failure.status == .notMeasurable || failure.status == .red {
      throw NoNumber(reason: "it does not build: \(failure.firstError)")
    }
  }

  /// Protects a build's bundle from eviction during the search.
  func pin(_ build: PairBuilds.Build) { builds.pin(build) }

  /// The bundle of a build whose files are in the tree.
  func bundle(of build: PairBuilds.Build) -> TestBundle { bundle(of: build, files: nil) }

  /// The bundle of a build that is measured in turn with another one, whose files are in the tree.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  func bundle(of build: PairBuilds.Build, inTurnWith other: PairBuilds.Build) throws -> TestBundle {
    bundle(of: build, files: try builds.files(of: build, whileShowing: other.contents))
  }

  /// Whether two builds behave identically.
  func areSame(_ first: PairBuilds.Build, _ second: PairBuilds.Build) -> Bool { builds.areSame(first, second) }

  private func bundle(of build: PairBuilds.Build, files: ExchangedFolders?) -> TestBundle {
    TestBundle(
      executable: build.bundle.path, name: build.bundle.path,
      scratch: package.state.scratch(run: StateFolder.newRunName()), environment: package.environment,
      folder: builds.folder, files: files)
  }
}
