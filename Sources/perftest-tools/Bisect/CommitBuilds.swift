import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceWorkflows

/// Builds commits at one place, one after the other: what they share is built once.
struct CommitBuilds {
  let package: PackageFolder
  private let tree: ExportedTree

  /// Builds below a folder of the state folder; the folders of builds that are compared have names of equal length.
  init(of package: PackageFolder, checkout: GitCheckout, at place: URL) {
    self.package = package
    tree = ExportedTree(of: checkout, at: place, state: package.state.url)
  }

  /// Exports and builds a commit.
  /// - Parameter title: what is built, for who waits.
  /// - Throws: ``NoNumber`` when it cannot be exported or does not build, ``CommandFailure`` or ``InputError`` when nothing would.
  func bundle(of commit: GitCommit, title: String) throws -> TestBundle {
    do {
      try tree.update(to: .commit(commit))
    } catch let failure as CommandFailure where failure.status == .notNow {
      throw NoNumber(reason: "it cannot be exported: \(failure.firstError)")
    }
    let build = TreeBuild(of: package.url, in: tree, environment: package.environment)
    do {
      let executable = try build.run(title: title).path
      return TestBundle(
        executable: executable, name: executable, scratch: package.state.scratch(run: StateFolder.newRunName()),
        environment: package.environment, folder: build.folder)
    } catch let failure as CommandFailure where failure.status == .notNow || failure.status == .red {
      throw NoNumber(reason: "it does not build: \(failure.firstError)")
    }
  }
}
