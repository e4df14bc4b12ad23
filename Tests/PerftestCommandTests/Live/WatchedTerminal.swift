import Foundation
import PerformanceTestSupport
import Testing

#if os(Linux)
  /// A terminal on which a shell starts `perftest watch`, as a user does.
  struct WatchedTerminal {
    /// What gives the terminal back.
    static let leave = "\u{1B}[?25h\u{1B}[?1049l"

    /// The terminal.
    let terminal: PseudoTerminal
    /// Its settings before any command.
    let before: [UInt32]

    init() throws {
      terminal = try PseudoTerminal(columns: 100, rows: 30)
      before = terminal.settings
    }

    /// Starts the command in a folder.
    /// - Parameter script: runs the command, which is `"$@"`; the terminal is `$TTY`.
    func start(
      _ script: String = #"exec "$@" <"$TTY""#, _ arguments: [String] = [], in folder: URL
    ) throws -> RunningCommand {
      let watch = [BuiltCommand.executable(of: "watch"), "watch"] + arguments
      // On a terminal, Swift's backtrace of a crash waits for a key.
      let environment = [
        "TERM": "xterm", "LC_ALL": "C.UTF-8", "TTY": terminal.file, "SWIFT_BACKTRACE": "enable=no",
      ]
      return try RunningCommand(
        "/bin/sh", ["-c", script, "sh"] + watch, environment: BuiltCommand.environment(adding: environment),
        in: folder, terminal: terminal.file)
    }

    /// What it shows.
    var screen: EmulatedScreen { EmulatedScreen(terminal.text) }

    /// Waits until a row has a text.
    func wait(for text: String) async throws {
      try await Patience.wait { screen.rows.contains { $0.contains(text) } }
    }

    /// Expects that it is as it was before the command.
    func expectAsBefore(sourceLocation: SourceLocation = #_sourceLocation) {
      let screen = screen
      #expect(
        !screen.isAlternate && !screen.hidesCursor && screen.unknown.isEmpty, "\(screen.unknown)",
        sourceLocation: sourceLocation)
      #expect(terminal.text.contains(Self.leave) && terminal.settings == before, sourceLocation: sourceLocation)
    }
  }
#endif
