import Foundation
import PerformanceBuild
import PerformanceLive
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Prints what `watch` shows, once.
package struct StatusCommand: Command {
  package static let name = "status"
  package static let syntax = Syntax(
    optional: [RequestedRun.argument, WatchCommand.mode, output, CommonArguments.json, CommonArguments.packagePath],
    exclusions: [.init(WatchCommand.mode, CommonArguments.json)],
    remarks: """
      Shows the run that is under way, else the last one that is kept. --json prints the same as one object. The command
      exits with 0 whatever the verdicts are.
      """)

  private static let output = Argument<String>.text(
    "--output", "FILE", "write to a file instead of standard output, without colours")

  /// How long the processors are observed, in seconds.
  private static let observation = 0.2
  /// How long a socket may be silent until its events so far are read, in milliseconds.
  private static let silence: Int32 = 300
  /// Between two looks at a log whose run may have broken off, in milliseconds.
  private static let pause: Int32 = 50
  /// The rows of a frame without a terminal.
  private static let rows = 40

  private let mode: DashboardMode?
  private let file: URL?
  private let asJSON: Bool
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    mode = try arguments.value(WatchCommand.mode)
    file = try arguments.value(Self.output).map(context.file)
    asJSON = arguments[CommonArguments.json]
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let state = try state()
    let now = Date().timeIntervalSince1970
    let text =
      asJSON
      ? String(decoding: try PrettyJSON.encode(StatusDocument(state, at: now)), as: UTF8.self)
      : frame(state, at: now).joined(separator: "\n") + "\n"
    if let file { try JSONFile.write(Data(text.utf8), to: file) } else { context.output.results.write(text) }
    return .pass
  }

  private func state() throws -> DashboardState {
    let requested = try RequestedRun(arguments, in: context)
    var runs = RunWatcher(requested.orLast, environment: context.environment)
    var machine = MachineObserver(folder: requested.folder(in: context), environment: context.environment)
    _ = machine.read(runs: [])
    let begin = ContinuousClock.now
    while try runs.read(until: .now + .seconds(1), waiting: Self.silence(of: requested)) {}
    if case .log(let log) = requested.orLast, !LogPresence.isGiven(in: log) {
      // The processes of a run take turns, so it takes a moment to know that it broke off.
      while !runs.hasEnded { _ = try runs.read(until: .now, waiting: Self.pause) }
    }
    let rest = Self.observation - (ContinuousClock.now - begin) / .seconds(1)
    if rest > 0 { usleep(useconds_t(rest * 1e6)) }
    var state = DashboardState()
    state.machine = machine.read(runs: runs.processes)
    state.holder = MachineLock.currentHolder()
    runs.add(to: &state)
    var promises = PromiseReader(of: requested)
    promises.add(to: &state)
    return state
  }

  private static func silence(of run: RequestedRun) -> Int32 {
    if case .socket = run { silence } else { 0 }
  }

  private func frame(_ state: DashboardState, at now: Double) -> [String] {
    let stream = context.output.results
    let capabilities = TerminalCapabilities(
      colour: file == nil ? stream.colour : .off, environment: context.environment)
    let size = file == nil ? stream.size : nil
    let frame = FrameSize(columns: size?.columns ?? 120, rows: size?.rows ?? Self.rows)
    var view = DashboardView(mode: mode)
    view.hasKeys = false
    return DashboardRenderer(state, view: view, size: frame, capabilities: capabilities, now: now).lines
  }
}

extension RequestedRun {
  /// The run of the newest log where none is under way.
  fileprivate var orLast: RequestedRun {
    guard case .underWay(let package) = self, package.state.logsUnderWay.isEmpty,
      let last = package.state.eventLogs.first
    else { return self }
    return .log(last)
  }
}
