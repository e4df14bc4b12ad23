import Foundation
import PerformanceBuild
import PerformanceTestSupport
import PerformanceWorkflows
import Synchronization
import Testing

/// A package whose `perftest-history` is a script.
private struct UpdatedPackage {
  let folder: TemporaryFolder
  private let errors = Mutexed()

  private final class Mutexed: Sendable {
    let text = Mutex("")
  }

  /// - Parameter script: The lines of the script; without it the executable is absent.
  init(script: String?) throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try folder.write("{}", to: ".build/workspace-state.json")
    try folder.write("", to: ".build/x/debug/perftest")
    guard let script else { return }
    try folder.write("#!/bin/sh\n\(script)\n", to: ".perftest/build/release/perftest-history")
    try FileManager.default.setAttributes(
      // Newer than every source of this package, which may be edited while the tests run.
      [.posixPermissions: 0o755, .modificationDate: Date().addingTimeInterval(3600)],
      ofItemAtPath: executable.path)
  }

  var executable: URL { folder.file(".perftest/build/release/perftest-history") }

  /// The messages of an update.
  func update(seconds: Double = HistoryUpdate.usualSeconds) throws -> String {
    let sink = errors
    let output = Output(
      results: .init(sink: { _ in
        Issue.record("an update has no result")
        return true
      }),
      messages: .init(sink: { text in
        sink.text.withLock { $0 += text }
        return true
      }))
    let context = CommandContext(
      output: output, environment: BuiltCommand.environment(), folder: folder.url,
      executable: folder.file(".build/x/debug/perftest"))
    let package = try PackageFolder(containing: folder.url.path, in: context)
    HistoryUpdate(package: package, launcher: context.executable, seconds: seconds).run()
    return errors.text.withLock { $0 }
  }
}

@Suite("Taking a run into the history at the end of a gate", .inTurns)
struct HistoryUpdateTests {
  @Test("The built executable is started with the package, and its success is silent")
  func success() throws {
    let package = try UpdatedPackage(script: #"echo "$*" > "$(dirname "$0")/arguments"; echo "the history has 1 run""#)
    #expect(try package.update() == "")
    let path = package.folder.url.path
    #expect(
      try package.folder.text(of: ".perftest/build/release/arguments") == "history update --package-path \(path)\n")
  }

  @Test("Where it was never built nothing is built, written or reported")
  func absent() throws {
    let package = try UpdatedPackage(script: nil)
    let before = try package.folder.files()
    #expect(try package.update() == "")
    #expect(try package.folder.files() == before)
  }

  @Test("An executable that is older than a source is left alone")
  func outdated() throws {
    let package = try UpdatedPackage(script: "touch \"$(dirname \"$0\")/started\"; exit 64")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: package.executable.path)
    #expect(try package.update() == "")
    #expect(!FileManager.default.fileExists(atPath: package.folder.file(".perftest/build/release/started").path))
  }

  @Test(
    "What fails there is one warning line",
    arguments: [
      (
        "echo 'warning: a log has the run of another' >&2; echo 'warning: more' >&2",
        "warning: a log has the run of another (1 more: swift run perftest history update)\n"
      ),
      (
        "echo 'perftest: no space' >&2; exit 78",
        "warning: the run is not in the history's index yet (no space); the next 'swift run perftest history' command "
          + "adds it\n"
      ),
      (
        "kill -9 $$",
        "warning: the run is not in the history's index yet (signal 9); the next 'swift run perftest history' command "
          + "adds it\n"
      ),
    ])
  func failures(_ script: String, _ expected: String) throws {
    #expect(try UpdatedPackage(script: script).update() == expected)
  }

  @Test("An update that takes too long is ended and left to the next command")
  func tooLong() throws {
    let text = try UpdatedPackage(script: "exec sleep 600").update(seconds: 0.3)
    #expect(text.hasPrefix("warning: the run is not in the history's index yet (it took more than 0.3 s)"), "\(text)")
  }

  @Test("A gate and a recording end with it")
  func callers() throws {
    for file in ["Gate/GateCommand.swift", "Record/RecordCommand.swift"] {
      let source = BuiltCommand.checkout.appendingPathComponent("Sources/PerformanceWorkflows/" + file)
      #expect(try String(contentsOf: source, encoding: .utf8).contains("\n    history.run()\n"))
    }
  }
}
