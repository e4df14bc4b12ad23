import Foundation
import PerformanceBuild
import PerformanceDiagnostics
import PerformanceInvestigation
import PerformanceLiveCommands
import PerformanceLog
import PerformanceOperationsCommands
import PerformanceReportCommands
import PerformanceTestSupport
import PerformanceWorkflows
import Synchronization

/// `perftest` in this process: its commands write to memory and see the environment and the folder that a test gives.
enum Perftest {
  private static var runners: [CommandRunner] {
    [.gate, .investigation, .history, .reports, .live, .operations, .diagnostics]
  }

  /// The commands of every executable.
  static var commands: [any Command.Type] {
    runners.flatMap { $0.commands + $0.groups.flatMap(\.commands) }
  }

  /// Runs the commands of every executable.
  private static var runner: CommandRunner {
    CommandRunner(CommandTable.products.flatMap(\.commands), commands)
  }

  /// Runs a command to its end on a thread of its own, since it waits for processes.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil, width: Int? = nil,
    executable: URL? = nil,
    openLog: @escaping @Sendable (StateLocation) throws -> RunLog = { _ in .none }
  ) async -> CommandOutcome {
    let (results, messages) = (Text(), Text())
    let output = Output(results: results.stream(width: width), messages: messages.stream(width: nil))
    // Nothing is logged here unless a test opens a log.
    var variables = BuiltCommand.environment(adding: environment)
    variables["PERFTEST_LOG"] = environment["PERFTEST_LOG"]
    let context = CommandContext(
      output: output, environment: variables,
      folder: folder ?? FileManager.default.temporaryDirectory, executable: executable, openLog: openLog)
    let begin = Date()
    let status = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: Self.runner.run(arguments, in: context))
      }
    }
    return CommandOutcome(
      status: status.rawValue, output: results.value, error: messages.value, seconds: Date().timeIntervalSince(begin))
  }

  /// Runs a command to its end.
  static func run(
    _ arguments: String..., environment: [String: String] = [:], in folder: URL? = nil
  ) async -> CommandOutcome {
    await run(arguments, environment: environment, in: folder)
  }

  /// The text written to a stream.
  private final class Text: Sendable {
    private let text = Mutex("")

    var value: String { text.withLock { $0 } }

    func stream(width: Int?) -> Output.Stream {
      Output.Stream(size: { width.map { Output.Size(columns: $0, rows: 24) } }) { [self] added in
        text.withLock { $0 += added }
        return true
      }
    }
  }
}
