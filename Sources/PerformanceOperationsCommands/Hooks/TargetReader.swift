import Foundation
import PerformanceBuild
import PerformanceOperations
import PerformanceSystem
import PerformanceWorkflows

/// Reads the targets of a package and of those that it names by path, with SwiftPM, which caches manifests.
struct TargetReader {
  private let package: PackageFolder
  private let scratch: URL

  init(_ package: PackageFolder, scratch: URL) { (self.package, self.scratch) = (package, scratch) }

  /// Seconds for one package; compiling a manifest usually takes one or two.
  private static let patience = 300.0

  /// The packages, the one with the benchmarks first.
  /// - Throws: ``CommandFailure`` where SwiftPM cannot read one.
  func packages() throws -> [PackageTargets] {
    var found: [PackageTargets] = []
    var pending = [package.url.resolvingSymlinksInPath().path][...]
    while let folder = pending.popFirst() {
      if found.contains(where: { $0.folder == folder }) { continue }
      let targets = try targets(of: folder)
      found.append(targets)
      pending += targets.neighbours.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    }
    return found
  }

  private func targets(of folder: String) throws -> PackageTargets {
    let environment = MeasuredBuild.environment(from: package.environment)
    guard let swift = SearchPath.executable("swift", in: environment) else {
      throw Self.failure(folder, "there is no 'swift' on the PATH")
    }
    let output = scratch.appendingPathComponent("targets.json")
    let error = scratch.appendingPathComponent("targets.log")
    let ending: ChildProcess.Ending
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      // In a folder of its own, SwiftPM does not wait for a build of the user.
      ending = try ChildProcess(
        swift,
        arguments: [
          "swift", "package", "--package-path", folder, "--scratch-path", scratch.appendingPathComponent("build").path,
          "describe", "--type", "json",
        ], environment: environment, output: .files(output: output, error: error), deathSignal: SIGTERM
      ).wait(seconds: Self.patience)
    } catch {
      throw Self.failure(folder, "\(error)")
    }
    guard ending == .exited(0) else {
      let log = (try? String(contentsOf: error, encoding: .utf8)) ?? ""
      let line = log.split(whereSeparator: \.isNewline).first { $0.contains("error:") }.map(String.init)
      throw Self.failure(folder, line ?? "swift package describe \(ending.text)")
    }
    return try JSONDecoder().decode(PackageTargets.self, from: Data(contentsOf: output))
  }

  private static func failure(_ folder: String, _ reason: String) -> CommandFailure {
    CommandFailure(
      status: .notMeasurable, message: "the targets of \(folder) cannot be listed: \(reason)".printable)
  }
}
