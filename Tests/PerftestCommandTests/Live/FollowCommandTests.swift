import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Following a run")
struct FollowCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  private func log(_ run: String) -> URL { folder.file(".perftest/runs/\(run).jsonl") }

  private func append(_ bodies: [RunEvent.Body], to writer: EventLogWriter) throws {
    // 2026-01-01 10:20:30 UTC
    for body in bodies { try writer.append(body, time: 1_767_262_830) }
  }

  private static let decode = Example.id("decode()")
  private static let begin: [RunEvent.Body] = [
    .runStarted(RunStart(mode: "gate", environment: Example.environment)),
    .planned(RunPlan(functions: [decode.function], rounds: 1)),
    .attempt(SessionAttempt(function: decode.function, round: 1, position: 1, count: 1)),
    .session(SessionEvent(round: 1, session: Example.session("decode()", wallClock: 100))),
  ]
  private static let end: [RunEvent.Body] = [
    .verdict(Example.slower(decode)), .verdict(Example.same(decode)), .runFinished(RunEnd(seconds: 7.2)),
  ]

  private func follow(_ arguments: String...) async -> CommandOutcome {
    await Perftest.run(["follow"] + arguments, in: folder.url)
  }

  @Test("prints one that has ended, a line for each event that people need")
  func ended() async throws {
    try append(Self.begin + Self.end, to: EventLogWriter(file: log("1")))
    let outcome = await follow("1")
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.hasPrefix("10:20:30  ") })
    let texts = lines.map { String($0.dropFirst(10)) }
    try #require(texts.count == 7, "\(outcome)")
    #expect(texts[0] == "gate (run 1)")
    #expect(texts[1] == "1 function to measure, in 1 round or more")
    #expect(texts[2] == "[1/1] round 1: \(Self.decode.function)")
    #expect(texts[3].hasPrefix("\(Self.decode): ") && texts[3].contains("wallClock 100 ns"))
    #expect(texts[4].hasPrefix("regressed: decode() wallClock: "))
    #expect(texts[5].hasPrefix("same: \(Self.decode) "))
    #expect(texts[6] == "measured in 7.2 s")
  }

  @Test("prints the events themselves for programs")
  func json() async throws {
    try append(Self.begin + Self.end, to: EventLogWriter(file: log("1")))
    let outcome = await follow("1", "--json")
    #expect(outcome.status == 0)
    #expect(try outcome.output == folder.text(of: ".perftest/runs/1.jsonl"))
  }

  @Test("continues until it ends, from its first event on; without a name it waits for the next one")
  func growing() async throws {
    let waiting = try BuiltCommand.start(["follow"], in: folder.url)
    try await waiting.wait { $0.errorSoFar.contains("waiting for a run") }
    var writer: EventLogWriter? = try EventLogWriter(file: log("1"))
    try append(Self.begin, to: #require(writer))
    let named = try BuiltCommand.start(["follow", "1"], in: folder.url)
    for command in [waiting, named] { try await command.wait { $0.outputSoFar.split(separator: "\n").count == 4 } }
    try append(Self.end, to: #require(writer))
    for command in [waiting, named] { try await command.wait { $0.outputSoFar.split(separator: "\n").count == 7 } }
    #expect(!waiting.hasEnded && !named.hasEnded)
    writer = nil
    for command in [waiting, named] { #expect(try await command.outcome().status == 0) }
  }

  #if os(Linux)
    @Test("writes each line to a terminal at once, and Ctrl-C ends it while the run continues")
    func terminal() async throws {
      let terminal = try PseudoTerminal(columns: 80, rows: 24)
      let writer = try EventLogWriter(file: log("1"))
      let command = try RunningCommand(
        BuiltCommand.executable(of: "follow"), ["follow", "1"],
        environment: BuiltCommand.environment(adding: ["TERM": "xterm", "NO_COLOR": ""]), in: folder.url,
        terminal: terminal.file)
      for (index, body) in (Self.begin + Self.end).enumerated() {
        try append([body], to: writer)
        try await Patience.wait { terminal.text.split(whereSeparator: \.isNewline).count == index + 1 }
      }
      #expect(terminal.text.contains("\u{1B}[31mregressed: "))
      kill(command.process, SIGINT)
      #expect(try await command.outcome().status == 0)
      withExtendedLifetime(writer) {}
    }
  #endif

  @Test("reports one that broke off")
  func brokenOff() async throws {
    try append(Self.begin, to: EventLogWriter(file: log("1")))
    let outcome = await follow("1")
    #expect(outcome.status == 1 && outcome.error.contains("the run broke off"), "\(outcome)")
    #expect(outcome.output.split(separator: "\n").count == 4)
  }

  @Test("reads what the run sends to a socket, from anywhere")
  func socket() async throws {
    let path = "/tmp/perftest-\(UUID().uuidString.prefix(12))"
    let relay = try StreamRelay([.socket(path)])
    let outcome = Task { await follow("unix:" + path) }
    try append(Self.begin + Self.end, to: EventLogWriter(file: log("1")))
    relay.follow(log("1"))
    // The follower may not have connected yet.
    try await Patience.wait { relay.readers == 1 }
    #expect(relay.finish() == .init(readers: 1))
    let followed = await outcome.value
    #expect(followed.status == 0 && followed.output.split(separator: "\n").count == 7, "\(followed)")
    let gone = await follow("unix:" + path)
    #expect(gone.status == 78 && gone.error.contains("gate --events unix:\(path)"), "\(gone)")
  }

  @Test("takes lines from a socket in whatever pieces they come")
  func pieces() async throws {
    let path = "/tmp/perftest-\(UUID().uuidString.prefix(12))"
    let relay = try StreamRelay([.socket(path)])
    let command = try BuiltCommand.start(["follow", "unix:" + path, "--json"], in: folder.url)
    // More than a socket takes at a time.
    let attempts = (1...2_000).map {
      RunEvent.Body.attempt(SessionAttempt(function: Self.decode.function, round: 1, position: $0, count: 2_000))
    }
    try append(Self.begin + attempts + Self.end, to: EventLogWriter(file: log("1")))
    relay.follow(log("1"))
    let text = try folder.text(of: ".perftest/runs/1.jsonl")
    // At its end the relay drops a reader that takes nothing for half a second, which a busy machine may make of this.
    try await command.wait { $0.outputSoFar == text }
    #expect(relay.finish() == .init(readers: 1))
    #expect(try await command.outcome().output == text)
  }

  @Test("names a run that is not there")
  func unknown() async {
    let outcome = await follow("2031")
    #expect(outcome.status == 78 && outcome.error.contains("'2031': is no run"), "\(outcome)")
  }

  @Test("names a line that is no event")
  func malformed() async throws {
    try folder.write("nonsense\n", to: ".perftest/runs/1.jsonl")
    let outcome = await follow("1")
    #expect(outcome.status == 78 && outcome.error.contains("1:"), "\(outcome)")
  }
}
