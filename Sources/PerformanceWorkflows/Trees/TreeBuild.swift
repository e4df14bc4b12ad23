import Foundation
import PerformanceBuild
import PerformanceGit
import PerformanceLog
import PerformanceSystem

/// A package in an exported tree, built for measuring.
struct TreeBuild {
  var tree: ExportedTree
  /// The package's folder in the user's checkout.
  let package: URL
  /// The scratch folder of the build.
  let scratch: URL
  /// The user's build arguments.
  let arguments: SwiftBuildArguments
  /// The environment of the command.
  let environment: [String: String]
  /// The output for the progress of builds.
  let output: Output
  /// The log of the command.
  let runLog: RunLog

  /// The package's folder in the tree.
  var folder: URL {
    let path = path
    return path.isEmpty ? tree.root : tree.root.appendingPathComponent(path, isDirectory: true)
  }

  /// The package's path below the root of the repository; empty for the root itself.
  var path: String { tree.checkout.path(of: package) }

  /// Builds incrementally, and returns the bundle's executable.
  /// - Parameters:
  ///   - title: the title shown during the build.
  ///   - log: the file for the output of the build.
  /// - Throws: ``CommandFailure`` with the compiler's errors.
  func run(title: String, log: URL) throws -> URL {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) else {
      throw CommandFailure(
        status: .notMeasurable,
        message: "there is no package in \(path.isEmpty ? "the root" : path.printable) of \(title)")
    }
    copyResolvedVersions()
    return try BundleBuild(
      package: folder, scratch: scratch, log: log, title: title, arguments: arguments, environment: variables,
      output: output, runLog: runLog
    ).run()
  }

  /// Manifests may query git for the commit, and SwiftPM queries changes, which makes git rewrite the user's index. The
  /// tree is in no repository, so git finds none.
  private var variables: [String: String] {
    GitTool.withoutHooks(environment).merging(["GIT_CEILING_DIRECTORIES": tree.location.path]) { $1 }
  }

  /// The environment for evaluating manifests.
  var manifestVariables: [String: String] { MeasuredBuild.environment(from: variables) }

  /// The versions of dependencies that a build of a tree would use; `nil` where the tree itself fixes them.
  func resolvedVersions(in contents: ExportedTree.Contents) -> String? {
    let file = path.isEmpty ? ExportedTree.resolvedVersions : path + "/" + ExportedTree.resolvedVersions
    guard !tree.checkout.has(file, in: contents.tree) else { return nil }
    let data = usersResolvedVersions ?? (try? Data(contentsOf: resolvedVersions))
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private var resolvedVersions: URL { folder.appendingPathComponent(ExportedTree.resolvedVersions) }

  /// The user's resolved versions, which count where git ignores that file.
  private var usersResolvedVersions: Data? {
    let file = package.appendingPathComponent(ExportedTree.resolvedVersions)
    return tree.checkout.isTracked(file) ? nil : try? Data(contentsOf: file)
  }

  private func copyResolvedVersions() {
    guard let data = usersResolvedVersions, data != (try? Data(contentsOf: resolvedVersions)) else { return }
    try? data.write(to: resolvedVersions, options: .atomic)
  }
}
