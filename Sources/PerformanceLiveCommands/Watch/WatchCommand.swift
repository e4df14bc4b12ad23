import Foundation
import PerformanceBuild
import PerformanceLive
import PerformanceRecords
import PerformanceSystem
import PerformanceTerminal
import PerformanceText
import PerformanceWorkflows

/// Shows the run under way, its verdicts and the machine on a whole terminal.
package struct WatchCommand: Command {
  package static let name = "watch"
  package static let syntax = Syntax(
    optional: [RequestedRun.argument, mode, interval, CommonArguments.packagePath],
    remarks: """
      If no run is under way, the command waits for one; after a run it waits for the next one. The run is not
      disturbed. Keys: q quits, ? explains the others. If standard output is not a terminal that can be redrawn, the
      command prints lines as 'follow' does.
      """)

  static let mode = Argument<DashboardMode>.option(
    "--mode", "MODE", "full, compact or minimal; chosen by the size of the terminal unless given"
  ) { (text: String) throws(UsageError) in
    guard let mode = DashboardMode(rawValue: text) else {
      throw UsageError("--mode takes full, compact or minimal, not '\(text)'")
    }
    return mode
  }

  private static let interval = Argument<Double>.option(
    "--interval", "S", "seconds between two readings of the machine, from 0.1 to 60; 1 unless given"
  ) { (text: String) throws(UsageError) in
    guard let seconds = Double(text), (0.1...60).contains(seconds) else {
      throw UsageError("--interval takes seconds from 0.1 to 60, not '\(text)'")
    }
    return seconds
  }

  private let mode: DashboardMode?
  private let interval: Double
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    mode = try arguments.value(Self.mode)
    interval = try arguments.value(Self.interval) ?? 1
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let stream = context.output.results
    guard stream.isTerminal else { return try FollowCommand(arguments, in: context).run() }
    let requested = try RequestedRun(arguments, in: context)
    let capabilities = TerminalCapabilities(colour: stream.colour, environment: context.environment)
    let terminal = FullScreen(on: stream)
    defer { terminal.end() }
    var display = DashboardDisplay(
      on: terminal, capabilities: capabilities, mode: mode, interval: .seconds(interval),
      runs: RunWatcher(requested, environment: context.environment),
      machine: MachineObserver(folder: requested.folder(in: context), environment: context.environment),
      promises: PromiseReader(of: requested))
    try display.run()
    return .pass
  }
}

extension RequestedRun {
  /// The folder whose file system a run fills.
  func folder(in context: CommandContext) -> String {
    switch self {
    case .underWay(let package): package.state.url.path
    case .log(let log): log.deletingLastPathComponent().path
    case .socket: context.folder.path
    }
  }
}
