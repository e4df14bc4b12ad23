import PerformanceTerminal
import PerformanceWorkflows
import Synchronization
import Testing

@Suite("The screen")
struct ScreenTests {
  private final class Terminal: Sendable {
    let writes = Mutex<[String]>([])

    var stream: Output.Stream {
      Output.Stream(isTerminal: true, size: { Output.Size(columns: 10, rows: 3) }) { [self] text in
        writes.withLock { $0.append(text) }
        return true
      }
    }
  }

  private func show(_ lines: String..., on screen: inout PerformanceTerminal.Screen) {
    let isTaken = screen.show(lines.map { ($0, $0.count) })
    #expect(isTaken)
  }

  @Test("A frame is one write of the lines that changed, and none where none has")
  func changes() {
    let terminal = Terminal()
    var screen = PerformanceTerminal.Screen(on: terminal.stream)
    show("one", "two", "three", "beyond", on: &screen)
    show("one", "two", "three", on: &screen)
    show("one", "2", "0123456789", on: &screen)
    show("one", on: &screen)
    screen.forget()
    show("one", on: &screen)
    screen.end()
    screen.end()
    let (begin, end) = ("\u{1B}[?2026h", "\u{1B}[?2026l")
    #expect(
      terminal.writes.withLock { $0 } == [
        "\(begin)\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J\u{1B}[1;1Hone\u{1B}[K\u{1B}[2;1Htwo\u{1B}[K\u{1B}[3;1Hthree\u{1B}[K\(end)",
        // A line that fills the row is not followed by an erasure, which would take its last character.
        "\(begin)\u{1B}[2;1H2\u{1B}[K\u{1B}[3;1H0123456789\(end)", "\(begin)\u{1B}[2;1H\u{1B}[J\(end)",
        "\(begin)\u{1B}[2J\u{1B}[1;1Hone\u{1B}[K\(end)", "\u{1B}[?25h\u{1B}[?1049l",
      ])
  }
}
