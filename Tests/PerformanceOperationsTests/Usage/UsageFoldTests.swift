import PerformanceLog
import PerformanceOperations
import PerformanceSystem
import Testing

@Suite("Commands in the log")
struct UsageFoldTests {
  private static func record(
    _ id: LogMessage, at time: Double, process: Int32 = 1, _ details: [String: JSONValue] = [:]
  ) -> LogRecord {
    LogRecord(
      time: LogTime(seconds: time), level: .info, category: .application, id: id, process: process, message: "",
      attributes: details)
  }

  private static func fold(_ records: [LogRecord], closing time: Double = 0) -> [UsageEntry] {
    var fold = UsageFold(host: "h")
    for record in records { fold.add(record) }
    fold.close(before: time)
    return fold.entries
  }

  @Test("A command has its beginning, its status, its duration and its parts, and processes are kept apart")
  func whole() {
    let entries = Self.fold([
      Self.record(.commandStarted, at: 100, ["command.name": "gate"]),
      Self.record(.commandStarted, at: 101, process: 2, ["command.name": "show"]),
      Self.record(.phaseFinished, at: 110, ["phase.name": "build", "duration.seconds": .number(9.5)]),
      Self.record(
        .commandFinished, at: 111, process: 2,
        ["command.name": "show", "duration.seconds": .number(10), "exit.status": .integer(0)]),
      Self.record(.phaseFinished, at: 120, ["phase.name": "build", "duration.seconds": .number(0.5)]),
      Self.record(
        .commandFinished, at: 130,
        ["command.name": "gate", "duration.seconds": .number(30), "exit.status": .integer(1)]),
    ])
    #expect(
      entries == [
        UsageEntry(time: 101, seconds: 10, command: "show", exit: 0, host: "h"),
        UsageEntry(time: 100, seconds: 30, command: "gate", exit: 1, host: "h", phases: ["build": 10]),
      ])
  }

  @Test("An end without its beginning counts, and a beginning without its end counts when it is old")
  func halves() {
    let start = Self.record(.commandStarted, at: 100, ["command.name": "gate"])
    let part = Self.record(.phaseFinished, at: 140, ["phase.name": "build", "duration.seconds": .number(40)])
    let end = Self.record(
      .commandFinished, at: 50, ["command.name": "show", "duration.seconds": .number(5), "exit.status": .integer(0)])
    #expect(Self.fold([end]) == [UsageEntry(time: 45, seconds: 5, command: "show", exit: 0, host: "h")])
    #expect(Self.fold([start, part]).isEmpty)
    let killed = UsageEntry(time: 100, seconds: 40, command: "gate", exit: nil, host: "h", phases: ["build": 40])
    #expect(Self.fold([start, part], closing: 141) == [killed])
    // The number of the process came back.
    #expect(Self.fold([start, part, Self.record(.commandStarted, at: 900, ["command.name": "show"])]) == [killed])
  }

  @Test("Records without what they should have are left out")
  func nonsense() {
    let entries = Self.fold([
      Self.record(.phaseFinished, at: 1, ["phase.name": "build", "duration.seconds": .number(-1)]),
      Self.record(.commandFinished, at: 1, ["command.name": "gate"]),
      Self.record(
        .commandFinished, at: 1, ["command.name": "gate", "duration.seconds": .number(-3), "exit.status": .integer(0)]),
      Self.record(
        .commandFinished, at: 1, ["command.name": "gate", "duration.seconds": .number(3), "exit.status": .number(1e12)]),
    ])
    #expect(entries.isEmpty)
  }
}
