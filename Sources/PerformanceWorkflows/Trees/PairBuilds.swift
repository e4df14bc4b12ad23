import Foundation
import PerformanceGit
import PerformanceRecords
import PerformanceSystem

/// Builds a package from several trees of its repository.
///
/// All are compiled one after the other in one folder: their paths are equal, and shared code is compiled once. The
/// bundles are cached beside it.
package final class PairBuilds {
  /// A build that can be measured.
  package struct Build {
    /// The files that it was built from.
    package let contents: ExportedTree.Contents
    /// The executable of its bundle.
    package let bundle: URL
  }

  private let checkout: GitCheckout
  private let package: PackageFolder
  private let pair: TreePair
  private let tree: ExportedTree
  private let location: URL
  private let store: BundleStore
  private let build: TreeBuild
  /// The files currently in the tree and their surroundings; `nil` where unknown.
  private var shown: (contents: ExportedTree.Contents, surroundings: Surroundings)?
  private lazy var toolchain = Self.toolchain(of: package)

  /// Runs a body while excluding other processes that build here.
  /// - Throws: The error of the body, or ``InputError`` when the folder cannot be written.
  package static func alone<Result>(
    of package: PackageFolder, _ body: () throws -> Result
  ) throws -> Result {
    let location = try StateFolder.makeBuildFolder(package.state.pair)
    // Another process would rebuild the folder during the measurement.
    return try LockWait(
      location.appendingPathComponent("lock"), holderActivity: "compares builds of this package", output: package.output
    ).alone(body)
  }

  /// Creates the builds of a package; the caller must have excluded other processes.
  /// - Throws: ``InputError`` when the folder cannot be written.
  package init(of package: PackageFolder, checkout: GitCheckout) throws {
    self.checkout = checkout
    self.package = package
    location = try StateFolder.makeBuildFolder(package.state.pair)
    pair = TreePair(in: location)
    try pair.prepare()
    tree = ExportedTree(of: checkout, at: pair.compiled, state: package.state.url)
    store = BundleStore(in: location.appendingPathComponent("bundles"), log: package.log)
    build = TreeBuild(
      tree: tree, package: package.url, scratch: location.appendingPathComponent("build"),
      arguments: package.buildArguments, environment: package.environment, output: package.output,
      runLog: package.log)
  }

  /// The package's folder in the tree, the working folder of its bundles.
  package var folder: URL { build.folder }

  /// The root of the exported tree, which may be above the package's folder.
  package var root: URL { tree.root }

  /// The packages outside of the repository that builds have as they are now, without this package; `nil` where there are
  /// none.
  package var outside: [String]? {
    let paths = shown?.surroundings.packages.filter { !$0.hasSuffix("/" + Self.packageOfBenchmarks) } ?? []
    return paths.isEmpty ? nil : paths.sorted()
  }

  /// The name of this package's folder. SwiftPM takes a package's identity from its folder, so that a manifest can name
  /// a local clone only under this name.
  private static let packageOfBenchmarks = "swift-performance-testing"

  /// Determines the files of a source.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  package func contents(of source: ExportedTree.Source) throws -> ExportedTree.Contents {
    try tree.contents(of: source)
  }

  /// The bundle of a tree, built unless it is cached; a build changes the files in the tree.
  /// - Parameters:
  ///   - title: the title shown during the build.
  ///   - name: the name of the file for the output of the build.
  /// - Throws: ``CommandFailure`` with the compiler's errors, or ``InputError``.
  package func bundle(of contents: ExportedTree.Contents, title: String, log name: String) throws -> Build {
    if let kept = key(of: contents).flatMap({ store.find($0, isCurrent: isCurrent) }) {
      return Build(contents: contents, bundle: kept)
    }
    let surroundings = try show(contents)
    let before = surroundings.fingerprints(leavingOut: checkout.root)
    let built = try build.run(title: title, log: location.appendingPathComponent(name + ".log"))
    // If a file changed during the build, the bundle's content is unknown.
    let isKnown = before != nil && surroundings.fingerprints(leavingOut: checkout.root) == before
    let record = key(of: contents).flatMap { key in
      isKnown ? KeptBundleRecord(key: key, surroundings: before ?? [:], variables: values(of: surroundings)) : nil
    }
    return Build(contents: contents, bundle: try store.keep(built, as: record))
  }

  /// Protects a build's bundle from eviction while this process runs.
  package func pin(_ build: Build) { store.pin(build.bundle) }

  /// Brings the files of the tree up to date.
  /// - Returns: The surroundings of a build of them.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  @discardableResult
  package func show(_ contents: ExportedTree.Contents) throws -> Surroundings {
    if let shown, shown.contents.isSame(as: contents) { return shown.surroundings }
    shown = nil
    let surroundings = try show(contents, in: tree)
    shown = (contents, surroundings)
    return surroundings
  }

  /// The folders to exchange while a build runs, if the tree shows files of another one; `nil` where both use the same
  /// files.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  package func files(of build: Build, whileShowing shown: ExportedTree.Contents) throws -> ExchangedFolders? {
    if let changed = difference(build.contents, shown), changed.allSatisfy(BundleIdentity.isBuiltIn) { return nil }
    _ = try show(build.contents, in: ExportedTree(of: checkout, at: pair.aside, state: package.state.url))
    return pair.exchanged
  }

  /// Whether two builds behave identically, so that measuring them could show nothing but noise.
  package func areSame(_ first: Build, _ second: Build) -> Bool {
    guard let changed = difference(first.contents, second.contents) else { return false }
    return BundleIdentity(baseBundle: first.bundle, headBundle: second.bundle).isProven(changed: changed)
  }

  /// The files that differ; `nil` where unknown, as with submodules, whose files are in other repositories.
  private func difference(_ first: ExportedTree.Contents, _ second: ExportedTree.Contents) -> [String]? {
    guard first.hasSameSubmodules(as: second) else { return nil }
    return try? checkout.difference(first.tree, second.tree)
  }

  private func show(_ contents: ExportedTree.Contents, in tree: ExportedTree) throws -> Surroundings {
    let links = try tree.write(contents)
    var build = build
    build.tree = tree
    let reader = ManifestReader(
      environment: build.manifestVariables, scratch: location.appendingPathComponent("manifests"))
    return try SurroundingsFinder(of: tree, dependencies: reader.dependencies).find(from: build.folder, links: links)
  }
}

// MARK: - The keys of bundles

extension PairBuilds {
  /// The key of a tree; `nil` where the compiler is unknown.
  private func key(of contents: ExportedTree.Contents) -> BundleKey? {
    guard let toolchain else { return nil }
    return BundleKey(
      tree: contents.tree.hash, submodules: contents.submodules.mapValues(\.hash), package: build.folder.path,
      toolchain: toolchain, options: BundleBuild.options(build.arguments),
      variables: package.environment.filter { Self.isOfTools($0.key) },
      resolvedVersions: build.resolvedVersions(in: contents))
  }

  private func values(of surroundings: Surroundings) -> [String: String?] {
    let environment = build.manifestVariables
    return surroundings.variables.reduce(into: [:]) { $0.updateValue(environment[$1], forKey: $1) }
  }

  private func isCurrent(_ record: KeptBundleRecord) -> Bool {
    var surroundings = Surroundings()
    surroundings.paths = Set(record.surroundings.keys)
    let environment = build.manifestVariables
    return record.variables.allSatisfy { environment[$0.key] == $0.value }
      && surroundings.fingerprints(leavingOut: checkout.root) == record.surroundings
  }

  private static func toolchain(of package: PackageFolder) -> String? {
    guard let swift = SearchPath.executable("swift", in: package.environment),
      let version = ToolOutput.text(of: [swift, "--version"], environment: package.environment)
    else { return nil }
    let path = URL(fileURLWithPath: swift).resolvingSymlinksInPath().path
    return [path, version, package.environmentOfRun.toolchain.folderName].joined(separator: "\n")
  }

  /// Whether compilers, linkers or SwiftPM read a variable.
  private static func isOfTools(_ name: String) -> Bool {
    ["SWIFT", "PKG_CONFIG"].contains { name.hasPrefix($0) }
      || [
        "CC", "CXX", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "LD_LIBRARY_PATH", "LIBRARY_PATH", "SDKROOT",
        "TOOLCHAINS",
      ].contains(name)
  }
}
