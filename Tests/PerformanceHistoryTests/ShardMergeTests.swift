import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The logs of shards are joined")
struct ShardMergeTests {
  @Test("The joined log gives the record of one run that measured everything, in whatever order the logs are named")
  func record() throws {
    let shards = try ScriptedShards()
    try shards.write()
    try shards.scripted.append(
      [
        RunEvent(
          time: ScriptedHistory.time(7) + 1001, run: ScriptedShards.names[1],
          .acceptanceUnused(ScriptedShards.acceptance))
      ], to: ScriptedShards.names[1])
    try shards.scripted.write(ScriptedShards.whole(), to: "whole")
    let result = try shards.merge(shards.logs.reversed())
    #expect(result.shards == 2 && result.unfinished.isEmpty)
    let (joined, whole) = (try RunRecord(log: shards.output), RunRecord(ScriptedShards.whole()))
    #expect(joined.id == result.run)
    #expect(joined.time == whole.time)
    #expect(joined.start == whole.start)
    #expect(joined.plannedFunctions == whole.plannedFunctions)
    #expect(joined.sessions == whole.sessions)
    #expect(joined.verdicts == whole.verdicts)
    #expect(joined.profiles == whole.profiles)
    #expect(joined.confirmations == whole.confirmations)
    #expect(joined.unmeasured == whole.unmeasured)
    #expect(joined.unusedAcceptances == whole.unusedAcceptances)
    #expect(joined.brokenBodies == whole.brokenBodies)
    #expect(joined.benchmarks == whole.benchmarks)
    #expect(joined.seconds == whole.seconds)
    #expect(joined.isFinished)
    let contents = try #require(try RunContents.read(log: shards.output))
    let expected = try #require(try RunContents.read(log: shards.scripted.state.eventLog(run: "whole")))
    #expect(contents.rows == expected.rows)
    #expect(contents.verdicts == expected.verdicts)
  }

  @Test("The joined log has one beginning, one run and one count of lines, and the same bytes each time")
  func rules() throws {
    let shards = try ScriptedShards()
    try shards.write()
    let result = try shards.merge()
    let events = try EventLogReader.all(of: shards.output)
    #expect(events.map(\.sequence) == Array(1...events.count))
    #expect(Set(events.map(\.run)) == [result.run])
    #expect(events.map(\.time) == events.map(\.time).sorted())
    #expect(events.count { if case .runStarted = $0.body { true } else { false } } == 1)
    #expect(events.count { if case .runFinished = $0.body { true } else { false } } == 1)
    let again = shards.scripted.folder.file("again.jsonl")
    try shards.merge(shards.logs.reversed(), to: again)
    #expect(try Data(contentsOf: again) == Data(contentsOf: shards.output))
    #expect(try shards.scripted.folder.files().filter { $0.contains(".tmp") }.isEmpty)
  }

  @Test("A pair of builds that a shard measured is no beginning of its own, and its time counts")
  func pair() throws {
    let shards = try ScriptedShards()
    try shards.write()
    let parts = [RunEvent.Body.runStarted(ScriptedShards.start()), .runFinished(RunEnd(seconds: 3))]
    try shards.scripted.append(
      parts.map { RunEvent(time: ScriptedHistory.time(7) + 2000, run: ScriptedShards.names[1], $0) },
      to: ScriptedShards.names[1])
    #expect(try shards.merge().unfinished.isEmpty)
    let record = try RunRecord(log: shards.output)
    #expect(record.isFinished && record.seconds == 10 && record.finishedParts == 1)
  }

  @Test("Shards select different benchmarks: the run has the filters of all, and the skips that all have")
  func selections() throws {
    let shards = try ScriptedShards()
    try shards.scripted.write(ScriptedShards.shard(0) { $0.configuration.skips = ["large", "XML"] }, to: "a")
    try shards.scripted.write(
      ScriptedShards.shard(1) { ($0.configuration.filters, $0.configuration.skips) = ([], ["JSON", "large"]) }, to: "b")
    try shards.merge(["a", "b"].map(shards.scripted.state.eventLog))
    let configuration = try #require(try RunRecord(log: shards.output).start?.configuration)
    #expect(configuration.filters == [] && configuration.skips == ["large"])
  }

  @Test("A shard that broke off makes the run an unfinished one")
  func unfinished() throws {
    let shards = try ScriptedShards()
    try shards.write()
    try shards.scripted.write(ScriptedShards.shard(1).dropLast(), to: ScriptedShards.names[1])
    let handle = try FileHandle(forWritingTo: shards.logs[1])
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"body":{"seconds":2"#.utf8))
    try handle.close()
    #expect(try shards.merge().unfinished == [shards.logs[1]])
    let record = try RunRecord(log: shards.output)
    #expect(!record.isFinished && record.sessions.count == 8)
  }

  // MARK: - Refused

  private static let changes: [(key: String, change: @Sendable (inout RunStart) -> Void)] = [
    ("provenance.revision", { $0.provenance.revision = "other" }),
    ("provenance.revision", { $0.provenance.revision = nil }),
    ("provenance.dirty", { $0.provenance.dirty = true }),
    ("environment.toolchain.swift", { $0.environment.toolchain.swift = "6.4" }),
    ("environment.machine.processors", { $0.environment.machine.processors = 4 }),
    ("environment.isAligned", { $0.environment.isAligned = false }),
    ("configuration.timeLimit", { $0.configuration.timeLimit = nil }),
    ("configuration.slowdown", { $0.configuration.slowdown = 1.3 }),
    ("configuration.against", { $0.configuration.against = "0123456789ab (main)" }),
    ("configuration.counting.state", { $0.configuration.counting = .off(because: nil) }),
    ("mode", { $0.mode = "record" }),
    ("tool", { $0.tool = "0.1" }),
  ]

  @Test("Shards of other code, machines or settings are refused with the key and both values", arguments: 0..<12)
  func differences(number: Int) throws {
    let (key, change) = Self.changes[number]
    let shards = try ScriptedShards()
    try shards.write(changing: change)
    let error = #expect(throws: ShardProblem.self) { try shards.merge() }
    guard case .different(let difference) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(difference.key == key)
    #expect(difference.logs == shards.logs)
    #expect(difference.values[0] != difference.values[1])
    #expect(!FileManager.default.fileExists(atPath: shards.output.path))
  }

  @Test("The job of a CI service and where Valgrind lies may differ")
  func jobs() throws {
    let shards = try ScriptedShards()
    func start(_ folder: String) -> (inout RunStart) -> Void {
      { start in
        start.provenance.buildURL = "https://ci.example/\(folder)"
        start.provenance.traceParent = "00-\(folder)"
        start.configuration.counting = .on(
          CountingTool(
            valgrind: "/\(folder)/valgrind", version: "3.19.0", bundle: "/\(folder)/bundle", simulatesCaches: false,
            scope: .besidesMeasuring))
      }
    }
    try shards.scripted.write(ScriptedShards.shard(0, changing: start("a")), to: ScriptedShards.names[0])
    try shards.scripted.write(ScriptedShards.shard(1, changing: start("b")), to: ScriptedShards.names[1])
    try shards.merge()
    #expect(try RunRecord(log: shards.output).start?.provenance.buildURL == "https://ci.example/a")
  }

  @Test("A benchmark in two shards is refused by its name")
  func sameBenchmark() throws {
    let shards = try ScriptedShards()
    try shards.write()
    try shards.scripted.append(
      [ScriptedShards.shard(1)[2]].map { event in
        var event = event
        event.body = .session(
          SessionEvent(
            round: 1,
            session: BenchmarkSession(
              id: ScriptedHistory.benchmark(2), location: Example.location, iterations: 1, readings: [])))
        return event
      }, to: ScriptedShards.names[1])
    #expect(throws: ShardProblem.sameBenchmarks([ScriptedHistory.benchmark(2)], shards.logs[0], shards.logs[1])) {
      try shards.merge()
    }
  }

  @Test("A log that is named twice, copied, empty, without a beginning, absent or of version 1 is refused")
  func unusable() throws {
    let shards = try ScriptedShards()
    try shards.write()
    let folder = shards.scripted.folder
    let first = shards.logs[0]
    #expect(throws: ShardProblem.sameRun(first, first)) { try shards.merge([first, first]) }
    let copy = folder.file("copy.jsonl")
    try FileManager.default.copyItem(at: first, to: copy)
    #expect(throws: ShardProblem.self) { try shards.merge([first, copy]) }
    let empty = try folder.write("", to: "empty.jsonl")
    #expect(throws: ShardProblem.empty(empty)) { try shards.merge([first, empty]) }
    let lines = try String(contentsOf: shards.logs[1], encoding: .utf8).split(separator: "\n")
    let headless = try folder.write(lines.dropFirst().joined(separator: "\n") + "\n", to: "headless.jsonl")
    #expect(throws: ShardProblem.noBeginning(headless)) { try shards.merge([first, headless]) }
    let absent = folder.file("absent.jsonl")
    #expect(throws: ShardProblem.unreadable(absent, ENOENT)) { try shards.merge([first, absent]) }
    #expect(throws: ShardProblem.unreadable(folder.url, EISDIR)) { try shards.merge([first, folder.url]) }
    let old = try folder.write(#"{"v":1,"kind":"runStarted","body":{}}"# + "\n", to: "old.jsonl")
    let error = #expect(throws: InputError.self) { try shards.merge([first, old]) }
    #expect(error?.key == "v")
    #expect(!FileManager.default.fileExists(atPath: shards.output.path))
  }

  @Test("An existing file is never replaced, and a shard least of all")
  func existing() throws {
    let shards = try ScriptedShards()
    try shards.write()
    #expect(throws: ShardProblem.outputIsLog(shards.logs[1])) { try shards.merge(to: shards.logs[1]) }
    let link = shards.scripted.folder.file("link.jsonl")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: shards.logs[0])
    #expect(throws: ShardProblem.outputIsLog(link)) { try shards.merge(to: link) }
    try shards.merge()
    #expect(throws: ShardProblem.outputExists(shards.output)) { try shards.merge() }
  }

  @Test("A full disk leaves nothing behind", .enabled(if: SmallDisk.canBeMounted, "only root can mount a disk"))
  func fullDisk() throws {
    let shards = try ScriptedShards()
    try shards.write()
    let disk = try SmallDisk(kilobytes: 8)
    let output = disk.url.appendingPathComponent("joined.jsonl")
    #expect(throws: ShardProblem.notWritten(output)) { try shards.merge(to: output) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.url.path).isEmpty)
    #expect(throws: ShardProblem.notWritten(URL(fileURLWithPath: "/proc/joined.jsonl"))) {
      try shards.merge(to: URL(fileURLWithPath: "/proc/joined.jsonl"))
    }
  }
}
