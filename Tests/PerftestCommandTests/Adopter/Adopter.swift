import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A package of a user in a temporary folder, which depends on this checkout; built once for all tests of a suite.
final class Adopter: Sendable {
  /// The package of the suite that is running.
  @TaskLocal static var current: Adopter?

  /// The package's folder.
  let folder: TemporaryFolder
  /// Where the work stands that tests edit.
  let workFile = "Tests/AdopterTests/WorkPerformance.swift"

  /// Writes the package without building it.
  init() throws {
    folder = try TemporaryFolder()
    try folder.write(AdopterSource.manifest(checkout: BuiltCommand.checkout.path), to: "Package.swift")
    try folder.write(AdopterSource.firstTest, to: "Tests/AdopterTests/CatalogPerformance.swift")
    try folder.write(AdopterSource.work, to: workFile)
  }

  /// Writes the work anew where it differs, so that nothing is rebuilt in vain.
  func setWork(_ text: String = AdopterSource.work) throws {
    if try folder.text(of: workFile) != text { try folder.write(text, to: workFile) }
  }

  /// Runs `perftest` in the package.
  func perftest(
    _ arguments: String..., faults: String = "", environment: [String: String] = [:]
  ) async throws -> CommandOutcome {
    try await start(arguments, faults: faults, environment: environment).outcome()
  }

  /// Starts `perftest` in the package.
  ///
  /// Instructions are counted where a test asks for it: the others expect the same with and without Valgrind.
  func start(
    _ arguments: [String], faults: String = "", environment: [String: String] = [:]
  ) throws -> RunningCommand {
    let all = environment.merging(["ADOPTER_FAULTS": faults]) { _, new in new }
    let mayCount = ["gate", "record"].contains(arguments.first) && !arguments.contains { $0.hasPrefix("--count") }
    return try BuiltCommand.start(arguments + (mayCount ? ["--no-count"] : []), environment: all, in: folder.url)
  }

  /// Gates, again while the machine is too busy to tell: other tests and other people run beside.
  func gate(
    _ arguments: [String], faults: String = "", environment: [String: String] = [:]
  ) async throws -> CommandOutcome {
    for _ in 0..<4 {
      let outcome = try await start(["gate"] + arguments, faults: faults, environment: environment).outcome()
      if !outcome.output.contains("contaminated") { return outcome }
    }
    return try await start(["gate"] + arguments, faults: faults, environment: environment).outcome()
  }

  /// Gates, again while the machine is too busy to tell.
  func gate(
    _ arguments: String..., faults: String = "", environment: [String: String] = [:]
  ) async throws -> CommandOutcome {
    try await gate(arguments, faults: faults, environment: environment)
  }

  /// Records, again while the sessions disagree, which on a busy machine those of some benchmarks do.
  /// - Returns: how the last attempt ended, and what all of them wrote: what one has filed the next one only keeps.
  func record(
    _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> CommandOutcome {
    let arguments = ["record", "--rounds", "12"] + arguments
    var outcome = try await start(arguments, environment: environment).outcome()
    for _ in 0..<3 where outcome.status == 75 {
      let next = try await start(arguments, environment: environment).outcome()
      (outcome.status, outcome.seconds) = (next.status, outcome.seconds + next.seconds)
      outcome.output += next.output
      outcome.error += next.error
    }
    return outcome
  }

  /// Records, again while the sessions disagree.
  @discardableResult
  func record(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await record(arguments, environment: environment)
  }

  /// Records whatever is not on file, for a test that is run alone, and gives the source its first form.
  func needsBaselines() async throws {
    try setWork()
    guard !FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("baselines").path) else { return }
    try await record()
  }

  /// A state folder such as another checkout has, with the same build.
  func otherState() throws -> TemporaryFolder {
    let state = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      at: state.url.appendingPathComponent("build"),
      withDestinationURL: folder.url.appendingPathComponent(".perftest/build"))
    return state
  }

  /// Runs `swift test` with the flags and the build folder that `perftest` uses.
  func swiftTest(
    _ arguments: [String], faults: String = "", environment: [String: String] = [:]
  ) async throws -> CommandOutcome {
    let switches = environment.merging(["PERFTEST": "1", "ADOPTER_FAULTS": faults]) { _, new in new }
    return try await RunningCommand(
      "/usr/bin/env",
      [
        "swift", "test", "-c", "release", "--disable-testable-imports", "--scratch-path", ".perftest/build",
      ] + MeasuredBuild.flags + arguments, environment: BuiltCommand.environment(adding: switches),
      in: folder.url
    ).outcome()
  }

  /// Runs `swift test` with the flags and the build folder that `perftest` uses.
  func swiftTest(
    _ arguments: String..., faults: String = "", environment: [String: String] = [:]
  ) async throws -> CommandOutcome {
    try await swiftTest(arguments, faults: faults, environment: environment)
  }

  /// The baselines on disk.
  func baselines() throws -> FolderContents { try FolderContents(folder.url.appendingPathComponent("baselines")) }
}

/// Gives the tests of a suite one package to share, when no other suite builds one.
struct AdopterTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    try await Turn.shared.hold {
      try await Adopter.$current.withValue(try Adopter()) { try await body() }
    }
  }
}

extension Trait where Self == AdopterTrait {
  /// Gives the tests of a suite one package to share, when no other suite builds one.
  static var adopter: Self { AdopterTrait() }
}
