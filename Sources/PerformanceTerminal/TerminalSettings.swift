import Foundation

/// The settings of a terminal's line, which are changed for a display and restored after it.
final class TerminalSettings {
  /// The file of the terminal.
  let descriptor: Int32
  /// The settings before the display.
  let saved: termios
  /// Those that give each key at once and show none. Ctrl-C and Ctrl-Z stay signals.
  let used: termios
  private let isOwned: Bool
  private var isChanged = false

  /// Takes the settings of standard input, or of the terminal that controls this process where that is no terminal;
  /// `nil` without one.
  init?() {
    isOwned = isatty(STDIN_FILENO) != 1
    descriptor = isOwned ? open("/dev/tty", O_RDWR | O_CLOEXEC) : STDIN_FILENO
    var settings = termios()
    let isRead = descriptor >= 0 && tcgetattr(descriptor, &settings) == 0
    saved = settings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    settings.c_iflag &= ~tcflag_t(IXON | ICRNL)
    withUnsafeMutableBytes(of: &settings.c_cc) { bytes in
      bytes[Int(VMIN)] = 0
      bytes[Int(VTIME)] = 0
    }
    used = settings
    guard isRead else {
      if isOwned, descriptor >= 0 { close(descriptor) }
      return nil
    }
  }

  deinit { if isOwned { close(descriptor) } }

  /// Changes the settings.
  func useKeys() {
    isChanged = true
    apply(used)
  }

  /// Restores the settings, and forgets keys that nobody has read.
  ///
  /// Nothing is done twice: a process that ends while it is suspended must not touch the terminal of the shell, and would
  /// be stopped for it.
  func restore() {
    guard isChanged else { return }
    isChanged = false
    tcflush(descriptor, TCIFLUSH)
    apply(saved)
  }

  /// Without waiting for the output: a terminal that takes none would hang the process.
  private func apply(_ settings: termios) {
    var settings = settings
    while tcsetattr(descriptor, TCSANOW, &settings) != 0, errno == EINTR {}
  }
}
