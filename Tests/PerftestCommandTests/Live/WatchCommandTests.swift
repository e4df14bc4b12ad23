import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

#if os(Linux)
  @Suite("Watching a run on a terminal", .inTurns)
  struct WatchCommandTests {
    private let folder: TemporaryFolder
    private let watched: WatchedTerminal

    init() throws {
      folder = try TemporaryFolder()
      try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
      watched = try WatchedTerminal()
    }

    private func log(_ run: String) -> URL { folder.file(".perftest/runs/\(run).jsonl") }

    private func start(_ script: String = #"exec "$@" <"$TTY""#, _ arguments: String...) throws -> RunningCommand {
      try watched.start(script, arguments, in: folder.url)
    }

    private var terminal: PseudoTerminal { watched.terminal }
    private var screen: EmulatedScreen { watched.screen }

    private func wait(for text: String) async throws { try await watched.wait(for: text) }

    // MARK: - Ends

    /// What ends it.
    enum Ending: Sendable {
      case keys(String), signal(Int32)
    }

    @Test(
      "However it ends, the terminal is as it was",
      arguments: [
        (Ending.keys("q"), Int32?.some(0)), (.keys("\u{3}"), 0), (.signal(SIGINT), 0), (.signal(SIGTERM), 0),
        (.signal(SIGHUP), 0), (.signal(SIGSEGV), nil), (.signal(SIGKILL), nil),
      ])
    func ends(ending: Ending, status: Int32?) async throws {
      let command = try start()
      try await wait(for: "no run is under way")
      #expect(screen.isAlternate && screen.hidesCursor && terminal.settings != watched.before)
      switch ending {
      case .keys(let keys): terminal.type(keys)
      case .signal(let number): kill(command.process, number)
      }
      #expect(try await command.outcome().status == status)
      // Where it could not do so itself, a process of its group restores the terminal, and ends.
      try await Patience.wait { !ProcessTable.hasProcess(inGroup: command.process) }
      watched.expectAsBefore()
    }

    @Test("Keys come from the terminal that controls it where standard input is none")
    func controllingTerminal() async throws {
      let command = try start(#"exec 3<>"$TTY"; exec "$@" </dev/null"#)
      try await wait(for: "q quit")
      terminal.type("?")
      try await wait(for: "Ctrl-C   quit; the run does not notice")
      terminal.type("?2")
      try await wait(for: "── Machine")
      terminal.type("q")
      #expect(try await command.outcome().status == 0)
      watched.expectAsBefore()
    }

    @Test("Without keys, a signal ends it")
    func withoutKeys() async throws {
      let command = try start(#"exec "$@" </dev/null"#)
      try await wait(for: "no run is under way")
      #expect(terminal.settings == watched.before && !screen.rows.contains { $0.contains("q quit") })
      kill(command.process, SIGTERM)
      #expect(try await command.outcome().status == 0)
      watched.expectAsBefore()
    }

    // MARK: - Suspending and resizing

    @Test("Ctrl-Z gives the terminal back to the shell, and 'fg' shows everything again")
    func suspension() async throws {
      let script = #"exec <"$TTY"; set -m; "$@"; echo "stopped $?"; read line; fg >/dev/null; echo "ended $?""#
      let command = try start(script)
      try await wait(for: "no run is under way")
      terminal.type("\u{1A}")
      try await terminal.wait(for: "stopped")
      watched.expectAsBefore()
      terminal.type("\n")
      try await wait(for: "no run is under way")
      #expect(screen.isAlternate && terminal.settings != watched.before)
      terminal.type("q")
      try await terminal.wait(for: "ended 0")
      _ = try await command.outcome()
      watched.expectAsBefore()
    }

    @Test("A suspended one that is asked to end leaves the shell's terminal alone")
    func endWhileSuspended() async throws {
      let command = try start(#"exec <"$TTY"; set -m; "$@"; echo "stopped"; read line"#)
      try await wait(for: "no run is under way")
      let watch = try #require(ProcessTable.children(of: command.process).first)
      terminal.type("\u{1A}")
      try await terminal.wait(for: "stopped")
      kill(watch, SIGTERM)
      kill(watch, SIGCONT)
      try await Patience.wait { ProcessTable.children(of: command.process).isEmpty }
      terminal.type("\n")
      #expect(try await command.outcome().status == 0)
      watched.expectAsBefore()
      #expect(terminal.text.components(separatedBy: WatchedTerminal.leave).count == 2)
    }

    @Test("Another size is another frame, by the mode that fits")
    func resizing() async throws {
      let command = try start()
      try await wait(for: "┌─ Machine")
      try terminal.resize(columns: 70, rows: 16)
      try await wait(for: "── Machine")
      #expect(screen.rows.count <= 16)
      try terminal.resize(columns: 10, rows: 2)
      try await wait(for: "10×2 is t…")
      try terminal.resize(columns: 120, rows: 40)
      try await wait(for: "┌─ Machine")
      terminal.type("q")
      #expect(try await command.outcome().status == 0)
      watched.expectAsBefore()
    }

    // MARK: - Runs

    private static let id = Example.id("decode()")

    private func begin(_ run: String) throws -> EventLogWriter {
      let writer = try EventLogWriter(file: log(run))
      try writer.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
      try writer.append(.planned(RunPlan(functions: [Self.id.function], rounds: 1)))
      try writer.append(.attempt(SessionAttempt(function: Self.id.function, round: 1, position: 1, count: 3)))
      return writer
    }

    @Test("It waits for a run, follows it to its end, and goes on to the next one")
    func runs() async throws {
      let command = try start()
      try await wait(for: "no run is under way")
      var writer: EventLogWriter? = try begin("1")
      try await wait(for: "measuring, round 1")
      try writer?.append(.session(SessionEvent(round: 1, session: Example.session("decode()", wallClock: 100))))
      try await wait(for: "wallClock: last 100 ns")
      try writer?.append(.verdict(Example.slower(Self.id)))
      try await wait(for: "✗ regressed")
      try writer?.append(.runFinished(RunEnd(seconds: 7)))
      writer = nil
      try await wait(for: "1 regressed – RED")
      writer = try begin("2")
      try await wait(for: "measuring, round 1")
      #expect(!screen.rows.contains { $0.contains("regressed") })
      // A run that is killed loses its locks, as this one does.
      writer = nil
      try await wait(for: "the run broke off")
      terminal.type("q")
      #expect(try await command.outcome().status == 0)
      watched.expectAsBefore()
    }

    @Test("A line that is no event ends it with the file and the line, on the terminal as it was")
    func malformed() async throws {
      try folder.write("nonsense\n", to: ".perftest/runs/1.jsonl")
      let command = try start(#"exec "$@" <"$TTY""#, "1")
      #expect(try await command.outcome().status == 78)
      watched.expectAsBefore()
      #expect(terminal.text.contains("perftest: 1: "))
    }

    @Test("While it stands still, the run goes on unseen")
    func pause() async throws {
      let command = try start()
      let writer = try begin("1")
      try await wait(for: "measuring, round 1")
      terminal.type("p")
      try await wait(for: "paused")
      try writer.append(.session(SessionEvent(round: 1, session: Example.session("decode()", wallClock: 100))))
      terminal.type("2")
      try await wait(for: "── Machine")
      #expect(!screen.rows.contains { $0.contains("wallClock") })
      terminal.type("p")
      try await wait(for: "wallClock: last 100 ns")
      terminal.type("q")
      #expect(try await command.outcome().status == 0)
      withExtendedLifetime(writer) {}
    }

    @Test("A socket that no run serves yet is waited for")
    func socket() async throws {
      let path = "/tmp/perftest-\(UUID().uuidString.prefix(12))"
      let command = try start(#"exec "$@" <"$TTY""#, "unix:" + path)
      try await wait(for: "no run is under way")
      let relay = try StreamRelay([.socket(path)])
      let writer = try begin("1")
      relay.follow(log("1"))
      try await wait(for: "measuring, round 1")
      terminal.type("q")
      #expect(try await command.outcome().status == 0)
      _ = relay.finish()
      withExtendedLifetime(writer) {}
      watched.expectAsBefore()
    }
  }
#endif
