import CPerformanceProbe
import Foundation
import PerformanceTestSupport
import Synchronization

/// The result of a command.
struct CommandOutcome: Sendable, CustomStringConvertible {
  /// Its exit status; `nil` when a signal ended it.
  var status: Int32?
  /// Its standard output.
  var output: String
  /// Its standard error.
  var error: String
  /// How long it took.
  var seconds: Double

  /// Both streams: Swift Testing writes to one or the other, as it is started.
  var text: String { output + error }

  /// The last line of its standard output.
  var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }

  var description: String { "status \(status.map(String.init) ?? "none") after \(seconds) s\n\(output)\n\(error)" }
}

/// A command that runs beside a test; a thread of its own waits for it, so that no other test does.
final class RunningCommand: Sendable {
  private let folder: TemporaryFolder
  private let begin = perf_now()
  private let ending = Ending()
  /// The process.
  let process: pid_t

  /// The command could not be started.
  struct LaunchError: Error { var errno: Int32 }

  /// Starts a command; it is killed after `seconds`, and when this process ends.
  /// - Parameters:
  ///   - terminal: the file of a terminal that it writes to, instead of files of its own. The command leads a session of
  ///     its own, so that it cannot open the terminal of the user who runs the tests.
  ///   - seconds: far more than it takes on a slow and busy machine; what hangs shall end.
  init(
    _ executable: String, _ arguments: [String], environment: [String: String], in working: URL? = nil,
    terminal: String? = nil, seconds: Double = 3600
  ) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    let started = DispatchSemaphore(value: 0)
    let (spawned, ending, begin) = (Spawned(), ending, begin)
    let own = try ["out", "err"].map { try folder.write("", to: $0).path }
    let files = terminal.map { [$0, $0] } ?? own
    let thread = Thread {
      let streams = files.map { open($0, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
      let process = Self.spawn(executable, arguments, environment, working, streams, leadsSession: terminal != nil)
      streams.forEach { close($0) }
      spawned.process.withLock { $0 = process }
      started.signal()
      guard process > 0 else { return }
      var status: Int32 = 0
      while perf_wait(process, 500, &status) == 0 {
        if Double(perf_now() - begin) / 1e9 > seconds { kill(process, SIGKILL) }
      }
      ending.reach(status & 0x7f == 0 ? .exited((status >> 8) & 0xff) : .signalled)
    }
    thread.start()
    started.wait()
    process = spawned.process.withLock { $0 }
    guard process > 0 else { throw LaunchError(errno: -process) }
  }

  private final class Spawned: Sendable {
    let process = Mutex<pid_t>(0)
  }

  /// Waits for its end, which comes at once when the test is cancelled.
  func outcome() async throws -> CommandOutcome {
    let status = await withTaskCancellationHandler {
      await ending.status
    } onCancel: {
      kill(process, SIGKILL)
    }
    return CommandOutcome(
      status: status.exit, output: try folder.text(of: "out"), error: try folder.text(of: "err"),
      seconds: Double(perf_now() - begin) / 1e9)
  }

  /// The command ended before what was waited for.
  struct Ended: Error { var outcome: CommandOutcome }

  /// Waits until something holds while the command runs, which the command's own limit ends at last.
  /// - Throws: ``Ended`` when the command ends first.
  func wait(every pause: Duration = .milliseconds(20), until condition: (RunningCommand) throws -> Bool) async throws {
    while try !condition(self) {
      if hasEnded {
        if try condition(self) { return }
        throw Ended(outcome: try await outcome())
      }
      try await Task.sleep(for: pause)
    }
  }

  /// Sends a signal as soon as something holds while the command runs. That happens on a thread of its own: other tests may
  /// keep Swift's pool for longer than the command takes.
  /// - Throws: ``Ended`` when the command ends first.
  func send(_ signal: Int32, once condition: @escaping @Sendable (RunningCommand) throws -> Bool) async throws {
    let isSent = try await OwnThread.run { [self] () throws -> Bool in
      while try !condition(self) {
        if hasEnded { return false }
        Thread.sleep(forTimeInterval: 0.01)
      }
      return kill(process, signal) == 0
    }
    if !isSent { throw Ended(outcome: try await outcome()) }
  }

  /// Whether it has ended.
  var hasEnded: Bool { ending.hasCome }

  /// Its standard output so far.
  var outputSoFar: String { (try? folder.text(of: "out")) ?? "" }

  /// Its standard error so far.
  var errorSoFar: String { (try? folder.text(of: "err")) ?? "" }

  private static func spawn(
    _ executable: String, _ arguments: [String], _ environment: [String: String], _ folder: URL?, _ streams: [Int32],
    leadsSession: Bool
  ) -> Int32 {
    let argumentPointers = ([executable] + arguments).map { strdup($0) } + [nil]
    let variablePointers = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    let (executablePointer, folderPointer) = (strdup(executable), folder.flatMap { strdup($0.path) })
    defer { (argumentPointers + variablePointers + [executablePointer, folderPointer]).forEach { free($0) } }
    guard let executablePointer else { return -ENOMEM }
    return argumentPointers.withUnsafeBufferPointer { arguments in
      variablePointers.withUnsafeBufferPointer { variables in
        guard let arguments = arguments.baseAddress, let variables = variables.baseAddress else { return -EINVAL }
        var launch = perf_launch(
          executable: executablePointer, arguments: arguments, environment: variables, folder: folderPointer,
          output: streams[0], error: streams[1], death_signal: SIGKILL, leads_session: leadsSession)
        return perf_spawn(&launch)
      }
    }
  }
}

/// The end of a command, which any number of tasks wait for. Tests that asked for it a hundred times a second each took a
/// good part of a processor.
private final class Ending: Sendable {
  enum Status: Sendable {
    case exited(Int32), signalled

    /// The exit status; `nil` when a signal ended the command.
    var exit: Int32? { if case .exited(let status) = self { status } else { nil } }
  }

  private struct State {
    var status: Status?
    var waiting: [CheckedContinuation<Status, Never>] = []
  }

  private let state = Mutex(State())

  var hasCome: Bool { state.withLock { $0.status != nil } }

  func reach(_ status: Status) {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      state.status = status
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: status) }
  }

  var status: Status {
    get async {
      await withCheckedContinuation { continuation in
        let status = state.withLock { state in
          if state.status == nil { state.waiting.append(continuation) }
          return state.status
        }
        if let status { continuation.resume(returning: status) }
      }
    }
  }
}
