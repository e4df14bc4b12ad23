import Foundation
import PerformanceBuild
import PerformanceLive
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Prints the events of a run as they happen.
package struct FollowCommand: Command {
  package static let name = "follow"
  package static let syntax = Syntax(
    optional: [RequestedRun.argument, json, CommonArguments.packagePath],
    remarks: """
      The output begins with the first event of the run and ends with the run. Without RUN the command takes the run
      that is under way, or waits for the next one. Any number of readers may follow a run without disturbing it. The
      command exits with 1 when the run broke off.
      """)

  private static let json = Argument<Bool>.flag("--json", "print the events themselves, a JSON object a line")

  /// The run as it was typed.
  private let name: String
  private let asJSON: Bool
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    name = try arguments.value(RequestedRun.argument) ?? "the run"
    asJSON = arguments[Self.json]
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    Interruption.watch()
    guard var source = try source() else { return .pass }
    var record = RunRecord()
    let lines = EventLines(colour: context.output.results.colour)
    while !Interruption.isRequested {
      guard case .lines(let read) = try source.next(waiting: Self.wait) else {
        if record.isFinished { return .pass }
        context.output.error(FollowText.brokenOff)
        return .red
      }
      for line in read {
        let event = try EventLogReader.event(line, at: name)
        if let event { record.add(event) }
        let text = asJSON ? String(decoding: line, as: UTF8.self) : event.flatMap(lines.line)
        // A reader that closed its end wants no more.
        if let text, !context.output.results.write(text + "\n") { return .pass }
      }
    }
    return .pass
  }

  private func source() throws -> (any EventSource)? {
    switch try RequestedRun(arguments, in: context) {
    case .socket(let path): try SocketSource(path)
    case .log(let log): LogSource(log)
    case .underWay(let package): current(in: package.state).map { LogSource($0) }
    }
  }

  /// The log of the run under way, waiting for one; `nil` after Ctrl-C.
  private func current(in state: StateFolder) -> URL? {
    var hasSaidSo = false
    while !Interruption.isRequested {
      if let log = state.logsUnderWay.first { return log }
      if !hasSaidSo { context.output.error(FollowText.waiting(newest: state.eventLogs.first)) }
      hasSaidSo = true
      usleep(Self.pause)
    }
    return nil
  }

  /// The longest wait for lines, in milliseconds.
  private static let wait: Int32 = 50
  /// Between two looks for a run, in microseconds.
  private static let pause: useconds_t = 100_000
}
