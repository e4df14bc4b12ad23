import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A package of a user in a temporary folder, which depends on this checkout; built once for all tests of a suite.
final class Adopter: Sendable {
  /// The package of the suite that is running.
  @TaskLocal static var current: Adopter?

  /// The package's folder.
  let folder: TemporaryFolder
  private static let workFile = "Tests/AdopterTests/WorkPerformance.swift"

  /// Writes the package without building it.
  init() throws {
    folder = try TemporaryFolder()
    let manifest = AdopterSource.manifest(checkout: BuiltCommand.checkout.path)
    try folder.write(LayeredSource.manifest(manifest), to: "Package.swift")
    for (path, text) in LayeredSource.files { try folder.write(text, to: path) }
    try folder.write(AdopterSource.firstTest, to: "Tests/AdopterTests/CatalogPerformance.swift")
    try folder.write(AdopterSource.work, to: Self.workFile)
    try folder.write(AdopterSource.marked, to: "Tests/AdopterTests/MarkedPerformance.swift")
  }

  /// Writes the work anew where it differs, so that nothing is rebuilt in vain.
  func setWork(_ text: String = AdopterSource.work) throws {
    if try folder.text(of: Self.workFile) != text { try folder.write(text, to: Self.workFile) }
  }

  /// Lets the code behind the middle modules allocate as often as given.
  func setCore(allocations: Int) throws {
    try folder.write(LayeredSource.core(allocations: allocations), to: LayeredSource.coreFile)
    try folder.write(LayeredSource.header(allocations: allocations), to: LayeredSource.headerFile)
  }

  /// Runs `perftest` in the package.
  func perftest(_ arguments: [String], environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(arguments, environment: environment).outcome()
  }

  /// Starts `perftest` in the package.
  ///
  /// Instructions are counted where a test asks for it: the others expect the same with and without Valgrind.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
    let mayCount = ["gate", "record"].contains(arguments.first) && !arguments.contains { $0.hasPrefix("--count") }
    return try BuiltCommand.start(
      arguments + (mayCount ? ["--no-count"] : []), environment: environment, in: folder.url)
  }

  /// Runs `swift test` with the flags and the build folder that `perftest` uses.
  func swiftTest(_ arguments: [String]) async throws -> CommandOutcome {
    try await RunningCommand(
      "/usr/bin/env",
      [
        "swift", "test", "-c", "release", "--disable-testable-imports", "--scratch-path", ".perftest/build",
      ] + MeasuredBuild.flags + arguments, environment: BuiltCommand.environment(adding: ["PERFTEST": "1"]),
      in: folder.url
    ).outcome()
  }

  /// The bundle that was built to be measured.
  var bundle: URL {
    get throws {
      let products = folder.file(".perftest/build/release")
      let names = try FileManager.default.contentsOfDirectory(atPath: products.path)
      return products.appendingPathComponent(try #require(names.first { $0.hasSuffix(".xctest") }))
    }
  }

  /// The baselines on disk.
  func baselines() throws -> FolderContents { try FolderContents(folder.file("baselines")) }
}

/// Gives the tests of a suite one package to share.
struct AdopterTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    try await Adopter.$current.withValue(try Adopter()) { try await body() }
  }
}

extension Trait where Self == AdopterTrait {
  /// Gives the tests of a suite one package to share.
  static var adopter: Self { AdopterTrait() }
}
