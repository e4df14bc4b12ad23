import Foundation
import PerformanceDiagnostics
import PerformanceInvestigation
import PerformanceTestSupport
import PerformanceWorkflows
import Synchronization

/// `perftest` in this process: its commands write to memory and see the environment and the folder that a test gives.
enum Perftest {
  /// The commands of every executable.
  static var commands: [any Command.Type] {
    [CommandRunner.front, .investigation, .diagnostics].flatMap(\.commands)
  }

  /// Runs a command to its end on a thread of its own, since it waits for processes.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil, width: Int? = nil
  ) async -> CommandOutcome {
    let (results, messages) = (Text(), Text())
    let output = Output(results: results.stream(width: width), messages: messages.stream(width: nil))
    let context = CommandContext(
      output: output, environment: BuiltCommand.environment(adding: environment),
      folder: folder ?? FileManager.default.temporaryDirectory)
    let begin = Date()
    let status = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: CommandRunner(Self.commands).run(arguments, in: context))
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
