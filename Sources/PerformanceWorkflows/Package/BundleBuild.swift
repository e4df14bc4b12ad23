import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Builds the package's tests for measuring: optimised, and not testable.
///
/// `swift test -c release` compiles with `-enable-testing`, which made one body seventy times slower.
/// A separate folder keeps the two builds from invalidating each other.
package struct BundleBuild {
  /// The folder of `Package.swift`.
  package let package: URL
  /// The scratch folder of the build.
  package let scratch: URL
  /// The file for the build's output.
  package let log: URL
  /// The title shown during the build.
  package let title: String
  /// The user's build arguments.
  package let arguments: SwiftBuildArguments
  /// The environment of the command.
  package let environment: [String: String]
  /// The output for the progress.
  package let output: Output
  /// The log of the command.
  package let runLog: RunLog
  /// The current time in seconds.
  package var now: () -> Double = { RunClock.seconds }

  /// Builds, and returns the bundle's executable.
  /// - Throws: ``CommandFailure`` with the compiler's errors.
  package func run() throws -> URL {
    try runLog.phase("build", ["build.title": .string(title)]) { try build() }
  }

  private func build() throws -> URL {
    removeAmbiguousBundles()
    let scratch = try StateFolder.makeBuildFolder(scratch)
    var status = StatusLine(output)
    status.show(repeated: nil, plain: "building \(title) (release, output in \(log.path))")
    let begin = now()
    let result = try FreshBuild(scratch: scratch, isFirst: bundles.isEmpty) { try compile(in: scratch) }.run()
    if let text = result.text { output.error(text) }
    let seconds = now() - begin
    // The last line of a run has only the time of measuring, which may be a small part of the whole.
    if seconds >= ProgressLine.interval { output.error("built \(title) in \(ValueFormat.duration(seconds: seconds))") }
    return try bundle()
  }

  private func compile(in scratch: URL) throws -> FreshBuild.Outcome {
    let begin = Date()
    var status = StatusLine(output)
    var progress = BuildProgress(title: title)
    let ending: ChildProcess.Ending
    do {
      let build = try ChildProcess(
        try swift(),
        arguments: ["swift", "build", "--package-path", package.path, "--scratch-path", scratch.path]
          + Self.options(arguments) + TestEntryPoint.buildOptions(for: package),
        environment: MeasuredBuild.environment(from: environment), output: .file(log), deathSignal: SIGTERM)
      ending = build.wait(seconds: 24 * 3600) {
        let seconds = Date().timeIntervalSince(begin)
        status.show(
          repeated: progress.line(ToolOutput.tail(of: log), seconds: seconds, width: output.messages.width - 1),
          plain: progress.plainLine(seconds: seconds) { ToolOutput.tail(of: log) })
        return true
      }
    } catch let error as ChildProcess.LaunchError {
      throw CommandFailure(status: .failure, message: "\(error)")
    }
    status.clear()
    if ending == .exited(0) { return .built }
    if ToolOutput.tail(of: log).contains(where: { $0.contains(Self.unusableFolder) }) { return .unusableFolder }
    throw failure(log)
  }

  /// SwiftPM's message about a damaged file of its own, which it does not repair.
  private static let unusableFolder = "error: unable to load build file"

  /// The options of `swift build`, the user's last.
  static func options(_ arguments: SwiftBuildArguments) -> [String] {
    ["-c", "release", "--build-tests"] + MeasuredBuild.flags + arguments.words
  }

  private func swift() throws -> String {
    guard let found = SearchPath.executable("swift", in: environment) else {
      throw CommandFailure(status: .notMeasurable, message: MeasuredBuild.noCompiler)
    }
    return found
  }

  private func failure(_ log: URL) -> CommandFailure {
    let lines = ToolOutput.tail(of: log)
    let errors = lines.filter { $0.contains("error:") }
    var message = (errors.isEmpty ? lines.suffix(15) : errors.prefix(15)).map { String($0).printable }
      .joined(separator: "\n")
    if message.contains("@testable") || message.contains("was not compiled for testing") {
      message +=
        "\nThe gate's build is not testable: leave unit tests that use @testable out of it, with"
        + "\n  if Context.environment[\"PERFTEST\"] == nil { package.targets += […] }"
        + "\nin Package.swift (perftest sets PERFTEST)."
    }
    if lines.contains(where: { $0.contains(Self.duplicateSymbol) }) {
      message +=
        "\nCounting replaces functions of the Swift runtime and of the allocator, so the test bundle can link neither"
        + "\nstatically: leave out '-static-stdlib', or the dependency that brings an allocator."
    }
    return CommandFailure(
      status: .notMeasurable, message: "the release build of the tests failed; its output is in \(log.path)\n\(message)"
    )
  }

  /// The error of GNU's, gold's and LLVM's linkers about a second definition of a function that counting replaces.
  private static var duplicateSymbol: Regex<Substring> {
    #/(?:multiple definition of|duplicate symbol:?) [`'"]?(?:swift_|malloc|free|calloc|realloc)/#
  }

  private var bundles: [URL] {
    let folder = scratch.appendingPathComponent("release").resolvingSymlinksInPath()
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
    return (files ?? []).filter { $0.pathExtension == "xctest" }
  }

  /// A renamed package leaves its old bundle behind, and an up-to-date bundle is not linked again: of two bundles, the
  /// current one would be unknown.
  private func removeAmbiguousBundles() {
    let bundles = bundles
    guard bundles.count > 1 else { return }
    for bundle in bundles { try? FileManager.default.removeItem(at: bundle) }
  }

  /// The newest bundle: this build may have made a second one.
  private func bundle() throws -> URL {
    func date(_ url: URL) -> Date {
      (try? url.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
    }
    guard let newest = bundles.max(by: { date($0) < date($1) }) else {
      throw CommandFailure(
        status: .red,
        message: "the package has no test target that is built in a gate; add one with a .performance suite.")
    }
    return newest
  }
}

extension BundleBuild {
  /// Creates the build of a package in its own folder.
  package init(package: PackageFolder) {
    self.init(
      package: package.url, scratch: package.state.build, log: package.state.url.appendingPathComponent("build.log"),
      title: "for measuring", arguments: package.buildArguments, environment: package.environment,
      output: package.output, runLog: package.log)
  }
}
