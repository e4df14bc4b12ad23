import CPerformanceProbe
import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem

/// What this process does when it meets a `measure` call.
enum Role: Sendable {
  /// Runs each body once as a functional test, and why.
  case smoke(reason: String)
  /// Tells the process that started it which functions there are.
  case lister(MessageWriter)
  /// Measures one function for the process that started it.
  case session(SessionContext)
  /// Starts sessions, judges them and tells the verdicts at the calls.
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
      return .director(RunDirector(configuration: configuration, arguments: CommandLine.arguments))
    }
  }

  /// Code that ends the process while its tests are listed would hide those that come after.
  private static let refuseExit: @convention(c) (Int32) -> Void = { status in
    guard status == 0, case .success(.lister(let writer)) = current else { return }
    writer.write(
      .refused(
        InputError(
          file: "the test bundle", problem: "ended itself while its tests were listed",
          remedy: "Look for a trait or a list of arguments that calls 'exit'.")))
  }

  private static func role(of request: ChildRequest) throws -> Role {
    perf_die_with_parent()
    let writer = try MessageWriter(file: request.answer)
    switch request.task {
    case .list:
      // Planning is over when Swift Testing says this: the functions are known, and no test may begin. Without it tests
      // that are no benchmarks would run here, which costs time and is otherwise harmless.
      if perf_exit_when_written(TestOutput.planningEnded) { perf_at_exit(Self.refuseExit) }
      writer.write(.introduced(methodology: Methodology.current))
      // A run that is to have a GPU must not go on without one and be green.
      do throws(InputError) {
        try GPUSupport.meetDemand(of: ProcessInfo.processInfo.environment)
      } catch {
        writer.write(.refused(error))
      }
      return .lister(writer)
    case .session, .count: return .session(SessionContext(request: request, writer: writer))
    }
  }
}
