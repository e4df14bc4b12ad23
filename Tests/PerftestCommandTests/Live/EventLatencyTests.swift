import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

#if os(Linux)
  /// Which events are shown, and in which order, is the same on every machine. How late they are is printed: on a busy
  /// machine it says more about that than about the tool.
  @Suite("A thousand events on a terminal", .inTurns, .timeLimit(.minutes(60)))
  struct EventLatencyTests {
    private static let count = 1_000
    /// Between two events.
    private static let pause = Duration.milliseconds(5)

    private let folder: TemporaryFolder
    private let log: URL

    init() throws {
      folder = try TemporaryFolder()
      try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
      log = folder.file(".perftest/runs/1.jsonl")
    }

    private func start(_ arguments: [String], on terminal: PseudoTerminal) throws -> RunningCommand {
      try RunningCommand(
        BuiltCommand.executable(of: arguments[0]), arguments,
        environment: BuiltCommand.environment(adding: ["TERM": "xterm", "LC_ALL": "C.UTF-8"]), in: folder.url,
        terminal: terminal.file)
    }

    /// Appends the events, and looks at the terminal meanwhile and until the last one is shown.
    /// - Parameter newest: the number of the newest event that is shown after more bytes were.
    /// - Returns: The delay of each event in seconds, from its time to its being seen.
    private func delays(
      on terminal: PseudoTerminal, _ newest: (Data) throws -> Int
    ) async throws -> [Double] {
      let writer = try EventLogWriter(file: log)
      try writer.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
      var (times, delays): ([Double], [Double]) = ([], [])
      var next = ContinuousClock.now
      try await Patience.wait(every: .milliseconds(1)) {
        // Where this task had to wait for others, several are due.
        while times.count < Self.count, .now >= next {
          let progress = CountingProgress(done: times.count + 1, count: Self.count, round: 1)
          times.append(try writer.append(.counting(progress)).time)
          next += Self.pause
        }
        let bytes = terminal.readOn()
        let shown = bytes.isEmpty ? delays.count : try newest(bytes)
        try #require(delays.count...times.count ~= shown, "\(shown) after \(delays.count) of \(times.count)")
        let now = Date().timeIntervalSince1970
        while delays.count < shown { delays.append(now - times[delays.count]) }
        return delays.count == Self.count
      }
      return delays
    }

    @Test("'follow --json' shows every event once, in order")
    func follow() async throws {
      let terminal = try PseudoTerminal(columns: 200, rows: 50)
      let command = try start(["follow", "--json"], on: terminal)
      try await terminal.wait(for: "waiting for a run")
      let kind = try Regex(#""done":(\d+)"#, as: (Substring, Substring).self)
      var (rest, last) = (Data(), 0)
      let delays = try await delays(on: terminal) { bytes in
        rest += bytes
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return last }
        for line in String(decoding: rest[..<end], as: UTF8.self).matches(of: kind) {
          try #require(Int(line.output.1) == last + 1)
          last += 1
        }
        rest = Data(rest[(end + 1)...])
        return last
      }
      kill(command.process, SIGINT)
      _ = try await command.outcome()
      print(Histogram(delays).text(title: "'follow --json'"))
    }

    @Test("'watch' shows the newest event, never an older one after it, and the last one at last")
    func watch() async throws {
      let terminal = try PseudoTerminal(columns: 100, rows: 30)
      let command = try start(["watch"], on: terminal)
      try await terminal.wait(for: "no run is under way")
      let bar = try Regex(#"(\d+) of \#(Self.count)"#, as: (Substring, Substring).self)
      var (rest, last) = ("", 0)
      let delays = try await delays(on: terminal) { bytes in
        rest += String(decoding: bytes, as: UTF8.self)
        for frame in rest.matches(of: bar) {
          let shown = try #require(Int(frame.output.1))
          #expect(shown >= last)
          last = shown
        }
        if let end = rest.matches(of: bar).last?.range.upperBound { rest = String(rest[end...]) }
        return last
      }
      kill(command.process, SIGTERM)
      _ = try await command.outcome()
      print(Histogram(delays).text(title: "'watch'"))
    }
  }

  /// How many delays are in which range.
  private struct Histogram {
    /// The upper ends of the ranges in seconds.
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 1, .infinity]

    private let delays: [Double]

    init(_ delays: [Double]) { self.delays = delays.sorted() }

    func text(title: String) -> String {
      var (lines, low) = ([String](), -Double.infinity)
      for bound in Self.bounds {
        let count = delays.count { low <= $0 && $0 < bound }
        let name = bound.isFinite ? "< \(Int(bound * 1_000)) ms" : "longer"
        let bar = String(repeating: "#", count: 60 * count / max(delays.count, 1))
        lines.append("  " + [name, String(count), bar].joined(separator: "\t"))
        low = bound
      }
      let ends = [("p50", 0.5), ("p99", 0.99), ("longest", 1)].map { name, share in
        let index = min(Int(Double(delays.count) * share), delays.count - 1)
        return "\(name) \(Int((delays[index] * 1_000).rounded())) ms"
      }
      return "\(delays.count) events in \(title): \(ends.joined(separator: ", "))\n" + lines.joined(separator: "\n")
    }
  }
#endif
