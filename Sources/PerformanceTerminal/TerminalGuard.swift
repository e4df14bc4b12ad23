import CPerformanceTerminal
import Foundation

/// A process beside this one that restores the terminal when this one crashes or is killed.
final class TerminalGuard {
  private let process: pid_t
  private let channel: Int32

  /// Starts the process; `nil` where the system refuses, and the terminal is not guarded.
  /// - Parameters:
  ///   - settings: the settings to restore; `nil` where none are changed.
  ///   - text: what to write to standard output.
  init?(_ settings: TerminalSettings?, text: String) {
    var channel: Int32 = -1
    process = text.withCString { text in
      var terminal = perf_terminal(
        keys: settings?.descriptor ?? -1, screen: STDOUT_FILENO, saved: settings?.saved ?? termios(),
        used: settings?.used ?? termios(), text: text, length: strlen(text))
      return perf_terminal_guard(&terminal, &channel)
    }
    self.channel = channel
    guard process > 0 else { return nil }
  }

  /// Reports whether this process has the terminal.
  func report(isTaken: Bool) { perf_terminal_taken(channel, isTaken) }

  /// The process ends with the channel.
  deinit {
    guard process > 0 else { return }
    close(channel)
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
  }
}
