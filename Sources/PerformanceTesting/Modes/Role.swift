import CPerformanceProbe
import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem

/// The behaviour of this process at a `measure` call.
enum Role: Sendable {
  /// Runs each body once as a functional test, for this reason.
  case smoke(reason: String)
  /// Lists its functions for the process that started it, and ends with a status where a body runs: all functions are
  /// listed by then, and none of those selected has the trait.
  case lister(MessageWriter, statusOfBodies: Int32)
  /// Measures one function for the process that started it.
  case session(SessionContext)
  /// Starts sessions, judges them and reports the verdicts at the calls.
  case director(RunDirector)

  /// The role of this process, decided once.
  static let current = Result { try decide() }

  private static func decide() throws -> Role {
    try RunClock.check()
    let environment = ProcessInfo.processInfo.environment
    if let request = try ChildRequest(environment: environment) {
      return try role(of: request)
    }
    let package = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let configuration = try RunConfiguration(environment: environment, package: package)
    switch (configuration.mode, BuildTraits.unmeasurable) {
    case (.smoke, _):
      return .smoke(reason: "smoke mode")
    case (nil, let reason?):
      return .smoke(reason: reason)
    case (let mode?, let reason?):
      throw InputError(
        file: "environment variable PERFTEST_MODE",
        problem: "asks for \(mode.rawValue), but this is a \(reason), whose times mean nothing",
        remedy: "Type '\(PerftestCommand.prefix) \(mode.rawValue)'.")
    case (.record, nil) where configuration.request == nil:
      throw InputError(
        file: "environment variable PERFTEST_MODE", problem: "asks for a recording that nobody would file",
        remedy: "Type '\(PerftestCommand.prefix) record'.")
    case (_, nil):
      return .director(try RunDirector(configuration: configuration, arguments: CommandLine.arguments))
    }
  }

  /// Code that ends the process during listing would hide the tests after it.
  private static let refuseExit: @convention(c) (Int32) -> Void = { status in
    guard status == 0, case .success(.lister(let writer, _)) = current else { return }
    writer.write(
      .refused(
        InputError(
          file: "the test bundle", problem: "ended itself while its tests were listed",
          remedy: "Look for a trait or a list of arguments that calls 'exit'.")))
  }

  private static func role(of request: ChildRequest) throws -> Role {
    perf_die_with_parent()
    let writer = try MessageWriter(file: request.messages)
    switch request.task {
    case .list:
      // Planning has ended when Swift Testing writes this text: the functions are known, and no test may begin. If the
      // text changes, tests without benchmarks run here, which costs time and is otherwise harmless.
      if perf_exit_when_written(TestOutput.planningEnded, nil, 0) { perf_at_exit(Self.refuseExit) }
      writer.write(.introduced(methodology: Methodology.current))
      // A run that requires a GPU must not continue without one and be green.
      do throws(InputError) {
        try GPUSupport.checkDemand(of: ProcessInfo.processInfo.environment)
      } catch {
        writer.write(.refused(error))
      }
      return .lister(writer, statusOfBodies: 0)
    case .start:
      // Where it cannot end in time it ends now, as if no test started: bodies must not run here.
      guard perf_exit_when_written(TestOutput.testStarted, TestOutput.planningEnded, TestBundle.testStarted) else {
        _exit(0)
      }
      return .lister(writer, statusOfBodies: TestBundle.testStarted)
    case .session, .count: return .session(SessionContext(request: request, writer: writer))
    }
  }
}
