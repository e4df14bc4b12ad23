import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A package whose build is the bundle of scripted benchmarks and whose times are those of a script: what `perftest` makes
/// of it is the same on every machine, and no compiler works for it.
final class ScriptedPackage: Sendable {
  /// The module that its benchmarks are in.
  static let module = "ScriptedBenchmarks"

  /// The package's folder.
  let folder: TemporaryFolder
  /// Its clock.
  let clock: ScriptedClock
  private let toolchain: BundleToolchain

  /// A package without baselines.
  /// - Parameter bundle: the executable of its bundle.
  init(work: String = "", bundle: URL = BundleToolchain.bundle) throws {
    folder = try TemporaryFolder()
    clock = try ScriptedClock()
    toolchain = try BundleToolchain(bundle: bundle)
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try edit(work)
  }

  /// A package with the baselines of its usual work.
  static func recorded(work: String = "") async throws -> ScriptedPackage {
    let package = try ScriptedPackage(work: work)
    let baselines = try await recording.value.folder.file("baselines")
    try FileManager.default.copyItem(at: baselines, to: package.baselinesFolder)
    return package
  }

  /// Recorded once for all tests.
  private static let recording = Task {
    let package = try ScriptedPackage()
    let outcome = try await package.record()
    try #require(outcome.status == 0, "\(outcome)")
    return package
  }

  /// Gives the benchmarks other work, as an edit of their source does: one line for each thing that is unusual.
  func edit(_ work: String) throws { try folder.write(work.isEmpty ? "" : work + "\n", to: "work") }

  /// Starts `perftest` in the package.
  ///
  /// Instructions are counted where a test asks for it: the others expect the same with and without Valgrind.
  /// - Parameter executable: another one than the one with the command.
  func start(
    _ arguments: [String], environment: [String: String] = [:], in working: URL? = nil, counts: Bool = false,
    by executable: String? = nil
  ) throws -> RunningCommand {
    var arguments = arguments
    let isAsked = counts || arguments.contains { $0.hasPrefix("--count") || $0 == "--cycles" }
    if ["gate", "record"].contains(arguments.first), !isAsked { arguments.append("--no-count") }
    return try RunningCommand(
      executable ?? BuiltCommand.executable(of: arguments.first), arguments,
      environment: BuiltCommand.environment(adding: variables.merging(environment) { $1 }), in: working ?? folder.url)
  }

  /// Runs `perftest` in the package.
  func perftest(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(arguments, environment: environment).outcome()
  }

  /// Gates.
  func gate(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(["gate"] + arguments, environment: environment).outcome()
  }

  /// Gates, and gives the verdicts.
  func report(_ arguments: String..., environment: [String: String] = [:]) async throws -> GateReport {
    try GateReport(try await start(["gate", "--json"] + arguments, environment: environment).outcome())
  }

  /// Records as few sessions as a baseline needs.
  func record(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(["record", "--rounds", "12"] + arguments, environment: environment).outcome()
  }

  /// Runs the bundle by itself, as `swift test -c release --disable-testable-imports` does.
  func swiftTest(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    let build = try await RunningCommand(
      "/usr/bin/env", ["swift", "build", "--package-path", folder.url.path, "--scratch-path", scratch.path],
      environment: BuiltCommand.environment(adding: variables)
    ).outcome()
    try #require(build.status == 0, "\(build)")
    return try await RunningCommand(
      scratch.appendingPathComponent("release/\(BundleToolchain.name)").path,
      ["-c", "release", "--disable-testable-imports", "--testing-library", "swift-testing"] + arguments,
      environment: BuiltCommand.environment(adding: variables.merging(environment) { $1 }), in: folder.url
    ).outcome()
  }

  /// The `PATH` on which its `swift` is.
  var path: String { toolchain.path }

  /// The lock that its measurements take.
  var lock: URL { clock.file.appendingPathExtension("lock") }

  /// The folder of its baselines.
  var baselinesFolder: URL { folder.file("baselines") }

  /// The baselines on disk.
  func baselines() throws -> FolderContents { try FolderContents(baselinesFolder) }

  /// Gives a test another name in the baselines, as if the one on file had been deleted from its source.
  func rename(_ test: String, to other: String) throws {
    for file in try FolderContents(baselinesFolder).files.keys where file.hasSuffix("WorkPerformance.json") {
      let url = baselinesFolder.appendingPathComponent(file)
      let text = try String(contentsOf: url, encoding: .utf8)
      try Data(text.replacing("\"\(test)\"", with: "\"\(other)\"").utf8).write(to: url)
    }
  }

  /// Copies the baselines of a suite to another one, as if that had been a performance suite with the same numbers.
  func copyBaselines(of suite: String, _ test: String, to other: String, _ otherTest: String) throws {
    for file in try FolderContents(baselinesFolder).files.keys where file.hasSuffix(".\(suite).json") {
      let text = try String(contentsOf: baselinesFolder.appendingPathComponent(file), encoding: .utf8)
        .replacing("\"\(suite)\"", with: "\"\(other)\"").replacing("\"\(test)\"", with: "\"\(otherTest)\"")
      let copy = baselinesFolder.appendingPathComponent(file.replacing(".\(suite).json", with: ".\(other).json"))
      try Data(text.utf8).write(to: copy)
    }
  }

  /// The line of a text in a source file of the benchmarks, counted from 1, with the path of the file.
  static func location(of text: String, in file: String) throws -> (path: String, line: Int) {
    let path = BuiltCommand.checkout.appendingPathComponent("Tests/\(module)/\(file)")
    let source = try String(contentsOf: path, encoding: .utf8)
    return (path.path, AdopterSource.line(of: text, in: source))
  }

  private var scratch: URL { folder.file(".perftest/build") }

  private var variables: [String: String] {
    clock.environment.merging(["PATH": toolchain.path, "NO_COLOR": "1"]) { $1 }
  }
}
