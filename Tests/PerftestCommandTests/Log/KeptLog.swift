import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceLogReading
import PerformanceTestSupport
import PerformanceWorkflows

/// A package whose commands run in this process and keep a log.
struct KeptLog {
  let package: TemporaryFolder
  /// The files of the log.
  var folder: LogFolder { LogFolder(package.file(".perftest/logs")) }

  init() throws {
    package = try TemporaryFolder()
    try package.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  /// Runs a command that logs.
  func run(_ arguments: String..., environment: [String: String] = [:]) async -> CommandOutcome {
    await Perftest.run(arguments, environment: environment, in: package.url) { state in
      RunLog(LogOutlet(LogFolder(state: state), process: 7))
    }
  }

  /// Runs a command that only reads the log.
  func read(_ arguments: String...) async -> CommandOutcome { await Perftest.run(arguments, in: package.url) }

  /// The log of the package, for records of the test itself.
  func log(now: LogTime = .now, settings: LogOutlet.Settings = .init()) -> RunLog {
    var actor = LogActor()
    (actor.user, actor.userID) = ("me", 1000)
    return RunLog(
      LogOutlet(folder, settings: settings, clock: .init(now: { now }, uptime: { 0 }), process: 7, actor: actor))
  }

  func records(_ category: LogCategory = .application) throws -> [LogRecord] {
    var records: [LogRecord] = []
    try LogReader(category, in: folder).poll { records.append($0) }
    return records
  }
}
