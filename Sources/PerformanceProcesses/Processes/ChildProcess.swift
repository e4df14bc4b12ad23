import CPerformanceProbe
import Foundation

/// A process that is awaited by the thread that started it, and that is killed when that thread ends.
package struct ChildProcess: ~Copyable {
  /// How a process ended.
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// It ran longer than it was given and was killed.
    case timedOut
    /// The process that wanted it is gone, and it was killed.
    case abandoned
  }

  /// Where a process writes.
  package enum Output: Sendable {
    /// Where this process writes.
    case inherited
    /// Standard output and error, one after the other, into a file that is made anew.
    case file(URL)
    /// Each into a file of its own that is made anew.
    case files(output: URL, error: URL)
  }

  /// A process that could not be started.
  package struct LaunchError: Error, CustomStringConvertible {
    let executable: String
    let code: Int32
    package var description: String { "cannot start \(executable): \(String(cString: strerror(code)))" }
  }

  /// The process id.
  package let process: pid_t

  /// Starts a process in this process's group, with an empty standard input.
  /// - Parameters:
  ///   - arguments: the first is the name the process sees as its own.
  ///   - folder: its working folder; this process's unless given.
  ///   - deathSignal: sent to it when the calling thread ends (Linux); 0 for none.
  /// - Throws: ``LaunchError``.
  package init(
    _ executable: String, arguments: [String], environment: [String: String], folder: URL? = nil,
    output: Output, deathSignal: Int32 = SIGKILL
  ) throws {
    let streams = try Self.streams(for: output)
    defer { Set([streams.output, streams.error]).filter { $0 >= 0 }.forEach { close($0) } }
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let started = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(variables) { variables in
        perf_spawn(executable, arguments, variables, folder?.path, streams.output, streams.error, deathSignal)
      }
    }
    guard started > 0 else { throw LaunchError(executable: executable, code: -started) }
    process = started
  }

  /// Waits for the end, kills it at the deadline.
  /// - Parameters:
  ///   - seconds: how long it may run without getting on, by the run's clock.
  ///   - grace: seconds that it is given at the deadline to end by itself, after it was asked to.
  ///   - isWanted: asked four times a second; when it says no, the process is killed.
  ///   - progress: asked four times a second for a number that changes as the process gets on, which begins the time anew.
  package consuming func wait(
    seconds: Double, grace: Double = 0, isWanted: () -> Bool = { true }, progress: () -> Int = { 0 }
  ) -> Ending {
    var deadline = RunClock.nanoseconds + UInt64(seconds * 1e9)
    var reached = progress()
    var status: Int32 = 0
    while true {
      let now = RunClock.nanoseconds
      let left = now < deadline ? Double(deadline - now) / 1e6 : 0
      switch perf_wait(process, Int32(min(left.rounded(.up), 250)), &status) {
      case 1: return Self.ending(status)
      case 0:
        if !isWanted() { return kill(.abandoned) }
        let now = progress()
        if now != reached { (reached, deadline) = (now, RunClock.nanoseconds + UInt64(seconds * 1e9)) }
        if RunClock.nanoseconds >= deadline { return kill(.timedOut, grace: grace) }
      default: return .exited(-1)  // somebody else has reaped it
      }
    }
  }

  private func kill(_ ending: Ending, grace: Double = 0) -> Ending {
    var status: Int32 = 0
    if grace > 0 {
      Foundation.kill(process, SIGTERM)
      if perf_wait(process, Int32(grace * 1000), &status) != 0 { return ending }
    }
    Foundation.kill(process, SIGKILL)
    // A thread that is stuck in a driver does not end when it is killed, and then the process cannot: it is left alone.
    for _ in 0..<10 where perf_wait(process, 1000, &status) != 0 { break }
    return ending
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
