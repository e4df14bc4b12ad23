import Foundation
import PerformanceWorkflows

/// A full-screen display: the screen, the keys, and the signals that resize, suspend and end it.
///
/// However it ends, by SIGKILL too, the terminal is as it was before.
package final class FullScreen {
  /// What happened while a display waited.
  package enum Event: Equatable, Sendable {
    case key(Key)
    /// Ctrl-C, SIGTERM, SIGHUP, or the terminal is gone.
    case end
    /// The next frame is due: another size, or the process was continued.
    case redraw
  }

  private var screen: Screen
  private let settings: TerminalSettings?
  private let guardian: TerminalGuard?
  private let signals: Int32?
  private var parser = KeyParser()
  private var size: Output.Size
  private var hasEnded = false

  /// Takes over the terminal of a stream, and its keys where there is a terminal to read them from.
  package init(on stream: Output.Stream) {
    screen = Screen(on: stream)
    settings = TerminalSettings()
    guardian = TerminalGuard(settings, text: Screen.leave)
    signals = TerminalSignals.install()
    size = screen.size
    take()
  }

  deinit { end() }

  /// The current size.
  package var currentSize: Output.Size { size }

  /// Whether keys can be typed.
  package var hasKeys: Bool { settings != nil }

  /// Shows a frame.
  /// - Parameter lines: the text of each with the columns that it takes.
  /// - Returns: Whether the terminal took it.
  package func show(_ lines: [(text: String, width: Int)]) -> Bool { screen.show(lines) }

  /// Restores the terminal.
  package func end() {
    guard !hasEnded else { return }
    hasEnded = true
    giveBack()
    TerminalSignals.remove()
    if let signals { close(signals) }
  }

  private func take() {
    guardian?.report(isTaken: true)
    settings?.useKeys()
  }

  private func giveBack() {
    screen.end()
    settings?.restore()
    guardian?.report(isTaken: false)
  }

  // MARK: - Waiting

  /// What happens within some time; returns early when something does.
  package func wait(milliseconds: Int) -> [Event] {
    var files = [settings?.descriptor ?? -1, signals ?? -1].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // An escape byte by itself is a key when nothing follows it soon.
    let limit = parser.isWaiting ? min(milliseconds, Self.patience) : milliseconds
    let count = poll(&files, nfds_t(files.count), Int32(clamping: limit))
    var events: [Event] = []
    if count == 0, parser.isWaiting { events += parser.end().map { .key($0) } }
    if files[0].revents & Int16(POLLIN) != 0 { events += keys() }
    // The terminal was closed.
    if files[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { events.append(.end) }
    if files[1].revents != 0 { events += handleSignals() }
    // Some terminals send no signal when they are resized.
    if screen.size != size { events.append(resize()) }
    return events
  }

  /// How long the rest of a key may take, in milliseconds.
  private static let patience = 50

  private func keys() -> [Event] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(settings?.descriptor ?? -1, &bytes, bytes.count)
    if count < 0 { return errno == EINTR ? [] : [.end] }
    return parser.keys(from: bytes[..<count]).map { $0 == .interrupt ? .end : .key($0) }
  }

  private func handleSignals() -> [Event] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(signals ?? -1, &bytes, bytes.count)
    let numbers = Set(bytes.prefix(max(count, 0)).map { Int32($0) })
    if !numbers.isDisjoint(with: [SIGINT, SIGTERM, SIGHUP]) { return [.end] }
    if numbers.contains(SIGTSTP) { return suspend() }
    if numbers.contains(SIGCONT) { return [resume()] }
    return numbers.contains(SIGWINCH) ? [resize()] : []
  }

  private func resize() -> Event {
    size = screen.size
    screen.forget()
    return .redraw
  }

  private func suspend() -> [Event] {
    giveBack()
    TerminalSignals.stop()
    // A suspended process that is asked to end gets both signals, and the terminal is the shell's.
    let events = handleSignals()
    return events.isEmpty ? [resume()] : events
  }

  /// The shell, or another program, may have changed the settings meanwhile.
  private func resume() -> Event {
    take()
    return resize()
  }
}
