import Foundation
import PerformanceTestSupport
import Testing

/// The system calls of a command and of all that it starts, as strace(1) sees them.
struct SystemCallTrace {
  /// A call that began.
  struct Call: Equatable {
    /// The process that made it.
    var process: pid_t
    /// The thread of the process; its leader has the number of the process.
    var thread: pid_t
    /// The name.
    var name: String
    /// The arguments as far as they were known when it began, and the result.
    var text: String
  }

  /// The calls in the order in which they began.
  private(set) var calls: [Call] = []

  /// Why tests are skipped that need one.
  static let reason: Comment = "strace is not here, or must not watch processes"
  /// Whether processes can be watched.
  static let isPossible = (try? TestTool.run(["strace", "-f", "-o", "/dev/null", "true"])) != nil

  /// The arguments of `env` that start a command and write its calls to a file.
  /// - Parameter calls: the names of calls; all unless given.
  static func arguments(writing file: URL, calls: [String] = ["all"]) -> [String] {
    ["strace", "-f", "-qq", "-o", file.path, "-e", "trace=" + calls.joined(separator: ","), "-e", "signal=none"]
  }

  /// Reads what strace has written.
  init(_ file: URL) throws {
    var leaders: [pid_t: pid_t] = [:]
    /// The threads that are starting a thread.
    var starting: Set<pid_t> = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      // `12 name(arguments) = result`, `12 name(arguments <unfinished ...>`, `12 <... name resumed>rest) = result`
      guard let match = line.prefixMatch(of: /(\d+) +(<\.\.\. )?(\w+)( resumed>|\()/), let thread = pid_t(match.1)
      else {
        continue
      }
      let text = String(line[match.range.upperBound...])
      let isResumed = match.2 != nil
      if !isResumed {
        calls.append(Call(process: leaders[thread] ?? thread, thread: thread, name: String(match.3), text: text))
        if match.3.hasPrefix("clone"), text.contains("CLONE_THREAD") { starting.insert(thread) }
      }
      if starting.contains(thread), match.3.hasPrefix("clone"), let result = text.firstMatch(of: /= (\d+)$/) {
        starting.remove(thread)
        if let started = pid_t(result.1) { leaders[started] = leaders[thread] ?? thread }
      }
    }
  }

  /// The calls of each process that made one of a name.
  func processes(calling name: String) -> [[Call]] {
    let processes = Set(calls.lazy.filter { $0.name == name }.map(\.process))
    return processes.sorted().map { process in calls.filter { $0.process == process } }
  }
}
