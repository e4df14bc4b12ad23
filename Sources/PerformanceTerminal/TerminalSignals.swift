import Foundation
import Synchronization

/// The signals that a full-screen display handles, as bytes of a pipe beside its keys.
///
/// There is one display in a process, as there is one terminal.
enum TerminalSignals {
  private static let writer = Atomic<Int32>(-1)
  private static let handled = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH]

  /// Installs the handlers.
  /// - Returns: The end of the pipe to read from; `nil` where there is no pipe to be had.
  static func install() -> Int32? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    writer.store(ends[1], ordering: .sequentiallyConsistent)
    handled.forEach(install)
    // A write to a terminal or a process that is gone fails, which ends the display.
    signal(SIGPIPE, SIG_IGN)
    return ends[0]
  }

  /// Gives the signals back to the system.
  static func remove() {
    for number in handled + [SIGPIPE] { signal(number, SIG_DFL) }
  }

  /// Stops this process as the shell's key asks for; returns when it is continued.
  ///
  /// The system ignores the signal where no shell could continue the process.
  static func stop() {
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    install(SIGTSTP)
  }

  /// A handler may do little more than write.
  private static func install(_ number: Int32) {
    signal(number) { number in
      var byte = UInt8(truncatingIfNeeded: number)
      let code = errno
      _ = write(TerminalSignals.writer.load(ordering: .relaxed), &byte, 1)
      errno = code
    }
  }
}
