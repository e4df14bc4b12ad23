import CPerformanceProbe
import Foundation

/// A child process. The thread that started it must await it; the end of that thread kills the child.
package struct ChildProcess: ~Copyable {
  /// How a process ended.
  package enum Ending: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// It exceeded its time and was killed.
    case timedOut
    /// The process that needed it is gone, and it was killed.
    case abandoned
  }

  /// The output of a process.
  package enum Output: Sendable {
    /// That of this process.
    case inherited
    /// Standard output and error into one new file.
    case file(URL)
    /// Standard output and error into a new file each.
    case files(output: URL, error: URL)
  }

  /// The treatment of processes that a process started itself and left running.
  package enum Descendants: Sendable {
    /// They continue.
    case kept
    /// They are killed, also when this process dies (Linux); the process leads a session of its own, without a
    /// terminal.
    case ended
  }

  /// Processes that a process left running and that were killed.
  package struct Leftovers: Equatable, Sendable {
    /// The number of processes.
    package var count: Int
    /// Their names, as far as they are known.
    package var names: String

    package init(count: Int = 0, names: String = "") {
      self.count = count
      self.names = names
    }
  }

  /// The error of a failed start.
  package struct LaunchError: Error, CustomStringConvertible {
    let executable: String
    let code: Int32
    package var description: String { "cannot start \(executable): \(String(cString: strerror(code)))" }
  }

  /// The process id; that of the guard, on Linux, if descendants are ended.
  package let process: pid_t
  private let descendants: Descendants
  /// The descriptor of the guard's report; -1 without a guard.
  private let report: Int32

  /// Starts a process with an empty standard input and its variables sorted by name.
  /// - Parameters:
  ///   - arguments: the first is the name that the process sees as its own.
  ///   - folder: its working folder; by default that of this process.
  ///   - deathSignal: the signal it gets when the calling thread ends (Linux); 0 for none.
  /// - Throws: ``LaunchError``.
  package init(
    _ executable: String, arguments: [String], environment: [String: String], folder: URL? = nil,
    output: Output, descendants: Descendants = .kept, deathSignal: Int32 = SIGKILL
  ) throws {
    let streams = try Self.streams(for: output)
    defer { Set([streams.output, streams.error]).filter { $0 >= 0 }.forEach { close($0) } }
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var report: Int32 = -1
    let started = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(variables) { variables in
        executable.withCString { executable in
          Self.withCString(folder?.path) { folder in
            var launch = perf_launch(
              executable: executable, arguments: arguments, environment: variables, folder: folder,
              output: streams.output, error: streams.error, death_signal: deathSignal, leads_session: false)
            return descendants == .ended ? perf_spawn_guarded(&launch, &report) : perf_spawn(&launch)
          }
        }
      }
    }
    guard started > 0 else { throw LaunchError(executable: executable, code: -started) }
    process = started
    self.descendants = descendants
    self.report = report
  }

  /// Waits for the end, and kills the process at the deadline.
  /// - Parameters:
  ///   - seconds: how long it may run without progress, by the run's clock.
  ///   - grace: seconds between the request to end at the deadline and killing it.
  ///   - isWanted: polled four times a second; false kills the process.
  ///   - progress: polled four times a second for a number that changes with the progress, which restarts the time.
  package consuming func wait(
    seconds: Double, grace: Double = 0, isWanted: () -> Bool = { true }, progress: () -> Int = { 0 }
  ) -> Ending {
    waitForAll(seconds: seconds, grace: grace, isWanted: isWanted, progress: progress).ending
  }

  /// Waits as ``wait(seconds:grace:isWanted:progress:)`` does; also returns the processes it left running.
  package consuming func waitForAll(
    seconds: Double, grace: Double = 0, isWanted: () -> Bool = { true }, progress: () -> Int = { 0 }
  ) -> (ending: Ending, leftovers: Leftovers) {
    var deadline = RunClock.nanoseconds + UInt64(seconds * 1e9)
    var reached = progress()
    var status: Int32 = 0
    while true {
      let now = RunClock.nanoseconds
      let left = now < deadline ? Double(deadline - now) / 1e6 : 0
      switch perf_wait(process, Int32(min(left.rounded(.up), 250)), &status) {
      case 1: return concluded(nil, status)
      case 0:
        if !isWanted() { return kill(.abandoned) }
        let now = progress()
        if now != reached { (reached, deadline) = (now, RunClock.nanoseconds + UInt64(seconds * 1e9)) }
        if RunClock.nanoseconds >= deadline { return kill(.timedOut, grace: grace) }
      default: return concluded(.exited(-1), 0)  // somebody else has reaped it
      }
    }
  }

  private func kill(_ ending: Ending, grace: Double = 0) -> (ending: Ending, leftovers: Leftovers) {
    var status: Int32 = 0
    if grace > 0 {
      // The guard asks the process to end, and continues to wait for it.
      Foundation.kill(process, report >= 0 ? SIGUSR1 : SIGTERM)
      if perf_wait(process, Int32(grace * 1000), &status) != 0 { return concluded(ending, status) }
    }
    // The guard ends the process and all of its descendants, and then itself.
    Foundation.kill(process, report >= 0 ? SIGTERM : SIGKILL)
    // A thread that is stuck in a driver survives being killed, and so does its process: it is abandoned.
    for _ in 0..<10 where perf_wait(process, 1000, &status) != 0 { return concluded(ending, status) }
    Foundation.kill(process, SIGKILL)
    return concluded(ending, status)
  }

  /// The ending that a guard reports, unless one is known already.
  private func concluded(_ known: Ending?, _ status: Int32) -> (ending: Ending, leftovers: Leftovers) {
    guard report >= 0 else {
      // Without a guard, at least the process group ends.
      if descendants == .ended { Foundation.kill(-process, SIGKILL) }
      return (known ?? Self.ending(status), Leftovers())
    }
    defer { close(report) }
    var reported = perf_ending()
    guard perf_read_ending(report, &reported) else { return (known ?? Self.ending(status), Leftovers()) }
    let names = withUnsafeBytes(of: &reported.names) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return (known ?? Self.ending(reported.status), Leftovers(count: Int(reported.left_over), names: names))
  }

  private static func ending(_ status: Int32) -> Ending {
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }

  /// The descriptors to write to; -1 for those of this process.
  private static func streams(for output: Output) throws -> (output: Int32, error: Int32) {
    switch output {
    case .inherited: return (-1, -1)
    case .file(let url):
      let both = try opened(url)
      return (both, both)
    case .files(let output, let error):
      let first = try opened(output)
      do {
        return (first, try opened(error))
      } catch {
        close(first)
        throw error
      }
    }
  }

  private static func opened(_ url: URL) throws -> Int32 {
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw LaunchError(executable: url.path, code: errno) }
    return descriptor
  }

  private static func withCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeBufferPointer { buffer in
      var nothing: UnsafeMutablePointer<CChar>?
      guard let base = buffer.baseAddress else { return withUnsafePointer(to: &nothing) { body($0) } }
      return body(base)
    }
  }
}
