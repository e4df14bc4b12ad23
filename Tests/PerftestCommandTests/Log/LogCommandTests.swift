import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceTestSupport
import Testing

@Suite("The commands about the log")
struct LogCommandTests {
  private static let start = LogTime(microseconds: 1_795_983_303_000_000)

  private func filled() throws -> KeptLog {
    let kept = try KeptLog()
    for (minute, level) in [LogLevel.debug, .info, .error].enumerated() {
      let now = LogTime(microseconds: Self.start.microseconds + Int64(minute) * 60_000_000)
      kept.log(now: now).record(
        level, .commandStarted, "message \(minute)", ["command.name": "gate"],
        category: minute == 1 ? .performance : .application)
    }
    return kept
  }

  @Test("search prints matching records once, in the order of their times, as lines and as JSON")
  func search() async throws {
    let kept = try filled()
    let all = await kept.read("log", "search")
    #expect(
      all.output == """
        2026-11-29 20:15:03.000 debug    message 0  command.name=gate
        2026-11-29 20:16:03.000 info     message 1  command.name=gate
        2026-11-29 20:17:03.000 error    message 2  command.name=gate

        """)
    #expect(all.status == 0 && all.error.isEmpty)
    let some = await kept.read(
      "log", "search", "--since", "2026-11-29T20:16", "--until", "2026-11-30", "--field", "command.name=gate",
      "--text", "message", "--level", "info", "--category", "performance", "--category", "audit", "--json")
    #expect(try some.output == kept.package.text(of: ".perftest/logs/performance/performance.jsonl"))
    let errors = await kept.read("log", "search", "--category", "errors")
    #expect(errors.output.split(separator: "\n").count == 1 && errors.output.contains("message 2"))
    let none = await kept.read("log", "search", "--since", "1d")
    // The newest record is two minutes younger than the first one.
    let age = LogTime.now.microseconds - Self.start.microseconds - 120_000_000
    #expect(none.status == 0 && none.output.isEmpty == (age > 86_400_000_000))
    #expect(await kept.read("log", "search", "--text", "--text").output.isEmpty)
  }

  @Test(
    "arguments with other values than they take are refused with those",
    arguments: [
      ["--level", "loud"], ["--since", "yesterday"], ["--until", "5"], ["--field", "x"], ["--field", "=x"],
      ["--category", "all"],
    ])
  func refused(arguments: [String]) async throws {
    let kept = try KeptLog()
    let outcome = await Perftest.run(["log", "search"] + arguments, in: kept.package.url)
    #expect(outcome.status == 64 && outcome.error.contains("\(arguments[0]) takes "), "\(outcome)")
  }

  @Test("stats counts by level, category, day and message")
  func stats() async throws {
    let kept = try filled()
    let outcome = await kept.read("log", "stats")
    #expect(
      outcome.output == """
        3 records

        level  records
        debug        1
        info         1
        error        1

        category     records
        application        2
        performance        1

        day         records
        2026-11-29        3

        message          records
        command.started        3

        """)
    let json = await kept.read("log", "stats", "--json")
    #expect(json.output.contains("\"records\": 3") && json.output.contains("\"damagedLines\": 0"), "\(json)")
  }

  @Test("tail shows the newest records")
  func tail() async throws {
    let kept = try filled()
    let outcome = await kept.read("log", "tail", "--lines", "2")
    #expect(
      outcome.output.split(separator: "\n").map { $0.hasSuffix("message 2  command.name=gate") } == [false, true])
    #expect(await kept.read("log", "tail", "--level", "error").output.split(separator: "\n").count == 1)
  }

  @Test("tail -f goes on through renamed files, and ends at Ctrl-C")
  func follow() async throws {
    let kept = try KeptLog()
    var settings = LogOutlet.Settings()
    settings.mostBytes = 300
    let log = kept.log(now: Self.start, settings: settings)
    log.record(.info, .commandStarted, "first")
    let command = try BuiltCommand.start(["log", "tail", "-f"], in: kept.package.url)
    try await command.wait { $0.outputSoFar.contains("first") }
    for number in 0..<50 { log.record(.info, .commandStarted, "record \(number)") }
    try await command.wait { $0.outputSoFar.contains("record 49") }
    kill(command.process, SIGINT)
    let outcome = try await command.outcome()
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
    #expect(outcome.output.split(separator: "\n").count == 51)
    #expect(kept.folder.files(.application).count > 10)
  }

  @Test("verify prints the end of the chain, and names the file and line of a change")
  func verify() async throws {
    let kept = try KeptLog()
    #expect(await kept.read("log", "verify").output == "the audit log has no record\n")
    for number in 1...3 { kept.log().audit(.baselineRecorded, "change \(number)") }
    let whole = await kept.read("log", "verify")
    #expect(
      whole.status == 0 && whole.output.hasPrefix("3 audit records, none changed, removed or moved\nrecord 3 has"))
    let hash = String(try #require(whole.output.split(whereSeparator: \.isWhitespace).last))
    #expect(await kept.read("log", "verify", "--head", hash).status == 0)
    let file = ".perftest/logs/audit/audit.jsonl"
    try kept.package.write(kept.package.text(of: file).replacing("change 2", with: "change 9"), to: file)
    let changed = await kept.read("log", "verify")
    #expect(changed.status == 1 && changed.output.contains("audit.jsonl:2: was changed"), "\(changed)")
    let json = await kept.read("log", "verify", "--json", "--head", String(repeating: "0", count: 64))
    #expect(json.status == 1 && json.output.contains("was changed") && json.output.contains("written anew"), "\(json)")
    #expect(await kept.read("log", "verify", "--head", "12").status == 64)
  }

  @Test("prune removes whole older audit files, says so in the log, and verify accepts it")
  func prune() async throws {
    let kept = try KeptLog()
    let day: Int64 = 86_400_000_000
    for back in [30, 20, 10, 0] as [Int64] {
      kept.log(now: LogTime(microseconds: LogTime.now.microseconds - back * day)).audit(.baselineRecorded, "change")
    }
    let none = await kept.run("log", "prune", "--older-than", "40")
    #expect(none.output == "no file of the audit log is older than 40 days\n")
    let outcome = await kept.run("log", "prune", "--older-than", "15")
    #expect(outcome.output == "2 files removed; the audit log begins with record 3\n", "\(outcome)")
    #expect(try kept.records(.audit).compactMap { $0.link?.sequence } == [3, 4, 5])
    #expect(await kept.read("log", "verify").status == 0)
  }
}
