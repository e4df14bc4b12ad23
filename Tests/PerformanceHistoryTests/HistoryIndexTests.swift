import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// What goes into the index comes out of it, and out of the logs alone.
@Suite("The index of the history", .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
struct HistoryIndexTests {
  private static let time = HistorySeries(
    benchmark: ScriptedHistory.benchmark(1), metric: "wallClock", unit: .nanoseconds, direction: .lowerIsBetter,
    kind: .sampled, environment: Example.machine.folderName)

  @Test("The index and the logs give the same result for every query")
  func results() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<5)
    let index = scripted.open()
    let logs = try scripted.withoutLibrary()
    #expect(index.messages.isEmpty)
    #expect(try index.check() == [])
    #expect(try logs.check() == nil)
    #expect(try index.everything() == logs.everything())
    #expect(try index.everything().count == 5)
    for benchmark in [nil, ScriptedHistory.benchmark(1), Example.id] {
      #expect(try index.read { try $0.series(of: benchmark) } == logs.read { try $0.series(of: benchmark) })
    }
    #expect(try index.read { try $0.series(of: nil) }.count == 6)
    for series in try index.read({ try $0.series(of: nil) }) {
      #expect(
        try index.read { try $0.points(of: series, last: 3) } == logs.read { try $0.points(of: series, last: 3) })
      let run = ScriptedHistory.name(2)
      #expect(
        try index.read { try $0.sessions(of: series, inRun: run) }
          == logs.read { try $0.sessions(of: series, inRun: run) })
      #expect(try index.read { try $0.points(ofRun: run) } == logs.read { try $0.points(ofRun: run) })
      let summaries = try index.read { try $0.summaries(ofRun: run) }.sorted { $0.series < $1.series }
      let read = try logs.read { try $0.summaries(ofRun: run) }.sorted { $0.series < $1.series }
      #expect(summaries == read && summaries.count == 6)
      #expect(summaries.allSatisfy { $0.samples.isEmpty && !$0.summaries.isEmpty })
    }
    let runs = [3, 1, 9, 2].map(ScriptedHistory.name)
    #expect(try index.points(inRuns: runs) == logs.points(inRuns: runs))
    #expect(
      try index.points(inRuns: runs).values.allSatisfy {
        $0.map { $0.prefix(15) } == [runs[0], runs[1], runs[3]].map { $0.prefix(15) }
      })
    #expect(try index.points(inRuns: runs).count == 6 && index.points(inRuns: ["none"]).isEmpty)
    #expect(try index.read { try $0.outcomes() } == logs.read { try $0.outcomes() })
    #expect(try index.read { try $0.outcomes() }[runs[0]] == [.same: 3, .missing: 1, .failed: 1])
    #expect(try index.read { try $0.exceededBudgets() }.isEmpty)
    let contributions = try index.read { try $0.contributions() }
    #expect(try contributions == logs.read { try $0.contributions() })
    #expect(contributions.map(\.time) == (0..<contributions.count).map(ScriptedHistory.time))
    #expect(contributions.allSatisfy { $0.points == 6 } && contributions.map(\.newSeries).reduce(0, +) == 6)
    #expect(contributions.first?.newSeries == 6)
    let period = ScriptedHistory.time(1)...ScriptedHistory.time(3)
    #expect(try index.read { try $0.runs(in: period) } == logs.read { try $0.runs(in: period) })
    #expect(try index.read { try $0.runs(in: period) }.count == 3)
  }

  @Test("Exceeded budgets are those of their runs, in the order in which they were reached")
  func exceededBudgets() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<2)
    var events = ScriptedHistory.events(run: 2, benchmarks: 1)
    for number in [1, 0] {
      var verdict = Verdict(
        benchmark: ScriptedHistory.benchmark(number), metric: Example.wallClock, outcome: .overBudget,
        reason: .budgetExceeded, baseline: 100, now: 120)
      verdict.budget = .p95
      events.append(RunEvent(sequence: events.count + 1, time: 0, run: ScriptedHistory.name(2), .verdict(verdict)))
    }
    try scripted.write(events, to: ScriptedHistory.name(2))
    let exceeded = try scripted.open().read { try $0.exceededBudgets() }
    #expect(try exceeded == scripted.withoutLibrary().read { try $0.exceededBudgets() })
    #expect(exceeded.keys.sorted() == [ScriptedHistory.name(2)])
    #expect(exceeded[ScriptedHistory.name(2)]?.map(\.subject.id.label) == ["1", nil])
    #expect(exceeded[ScriptedHistory.name(2)]?.map(\.budget) == [.p95, .p95])
  }

  @Test("The last points of a series are the newest, the oldest first, each with its run, verdict and baseline")
  func lastPoints() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<5)
    let points = try scripted.open().read { try $0.points(of: Self.time, last: 2) }
    #expect(points.map(\.run.name) == [3, 4].map(ScriptedHistory.name))
    let point = try #require(points.last)
    #expect(point.run.provenance.position == 5)
    #expect(point.run.provenance.dirty == false)
    #expect((point.point.outcome, point.point.reason) == (.same, .withinTolerance))
    #expect(point.point.baseline == 1010.5)
    #expect((point.point.sessions, point.point.samples) == (2, 40))
    #expect(point.point.statistics.minimum >= 2000)
    #expect(point.point.statistics.p50 <= point.point.statistics.p95)
    #expect(point.point.statistics.maximum <= 2000 * 3.05)
  }

  @Test("A run that comes in late lies where its time is")
  func late() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 3..<5)
    let history = scripted.open()
    try scripted.write(runs: 0..<2)
    history.update()
    #expect(try history.runNames() == [0, 1, 3, 4].map(ScriptedHistory.name))
    #expect(try history.read { try $0.points(of: Self.time, last: 10) }.map(\.run.name) == history.runNames())
  }

  @Test("Runs that began in one second follow each other in the order of their names, before a later one")
  func sameSecond() throws {
    let scripted = try ScriptedHistory()
    for number in 0..<4 {
      // The last one is a second later, where the second of the first three was given away already.
      let time = ScriptedHistory.time(0) + (number == 3 ? 1 : 0.1)
      let events = ScriptedHistory.events(run: number, benchmarks: 1).map { event in
        var event = event
        event.time = time
        return event
      }
      try scripted.write(events, to: ScriptedHistory.name(number))
    }
    let history = scripted.open()
    #expect(try history.runNames() == (0..<4).map(ScriptedHistory.name))
    #expect(try history.everything() == scripted.withoutLibrary().everything())
    #expect(try history.check() == [])
  }

  @Test("Runs of one second are in the order of their times, whenever they come in")
  func sameSecondLate() throws {
    let scripted = try ScriptedHistory()
    func write(_ number: Int, at time: Double) throws {
      let events = ScriptedHistory.events(run: number, benchmarks: 1).map { event in
        var event = event
        event.time = time
        return event
      }
      try scripted.write(events, to: ScriptedHistory.name(number))
    }
    try write(2, at: ScriptedHistory.time(0) + 0.7)
    try write(3, at: ScriptedHistory.time(0) + 1)
    let history = scripted.open()
    try write(0, at: ScriptedHistory.time(0) + 0.2)
    try write(1, at: ScriptedHistory.time(0) + 0.4)
    history.update()
    #expect(try history.runNames() == (0..<4).map(ScriptedHistory.name))
    let series = try #require(try history.read { try $0.series(of: nil) }.first)
    #expect(try history.read { try $0.points(of: series, last: 9) }.map(\.run.name) == history.runNames())
    #expect(try history.everything() == scripted.withoutLibrary().everything())
  }

  @Test("A time outside of the calendar is at an end of the order", arguments: [-1e300, 0, 1e300])
  func strangeTimes(time: Double) throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<1, benchmarks: 1)
    var events = ScriptedHistory.events(run: 1, benchmarks: 1)
    for index in events.indices { events[index].time = time }
    try scripted.write(events, to: ScriptedHistory.name(1))
    let history = scripted.open()
    #expect(try history.runNames() == (time > 0 ? [0, 1] : [1, 0]).map(ScriptedHistory.name))
    #expect(try history.everything() == scripted.withoutLibrary().everything())
    #expect(try history.check() == [])
  }

  @Test("Taking in the same logs again changes nothing, and a log that has grown replaces its run")
  func incremental() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<2)
    let whole = ScriptedHistory.events(run: 2, benchmarks: 3)
    try scripted.write(Array(whole.prefix(4)), to: ScriptedHistory.name(2))
    let history = scripted.open()
    let first = try history.everything()
    #expect(first.map(\.run.isFinished) == [true, true, false])
    history.update()
    #expect(try scripted.open().everything() == first)
    try scripted.append(Array(whole.dropFirst(4)), to: ScriptedHistory.name(2))
    #expect(try history.check() == [.outdated(scripted.state.eventLog(run: ScriptedHistory.name(2)))])
    history.update()
    #expect(try history.everything() == scripted.withoutLibrary().everything())
    #expect(try history.runNames().count == 3)
    #expect(try history.check() == [])
  }

  @Test("A torn last line is left for the next time")
  func torn() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<1)
    let log = scripted.state.eventLog(run: ScriptedHistory.name(0))
    let whole = try Data(contentsOf: log)
    try whole.dropLast(30).write(to: log)
    let history = scripted.open()
    #expect(try history.everything().map(\.run.isFinished) == [false])
    try whole.write(to: log)
    history.update()
    #expect(try history.everything().map(\.run.isFinished) == [true])
  }

  @Test("A rebuild reads all logs again and keeps the runs whose logs are gone")
  func rebuild() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<3)
    let history = scripted.open()
    let all = try history.everything()
    try FileManager.default.removeItem(at: scripted.state.eventLog(run: ScriptedHistory.name(0)))
    history.rebuild()
    #expect(try history.everything() == all)
    #expect(try history.check() == [])
  }

  @Test("A copied log, a cut one and one that nobody can read are reported and change nothing")
  func strangeLogs() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<2)
    let history = scripted.open()
    let all = try history.everything()
    let first = scripted.state.eventLog(run: ScriptedHistory.name(0))
    let copy = scripted.state.eventLog(run: "99999999-copy")
    try FileManager.default.copyItem(at: first, to: copy)
    let second = scripted.state.eventLog(run: ScriptedHistory.name(1))
    try Data(contentsOf: second).prefix(2000).write(to: second)
    let broken = scripted.state.eventLog(run: "99999999-broken")
    try Data("{\"v\":2}\n".utf8).write(to: broken)
    let folder = scripted.state.eventLog(run: "99999999-folder")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let listed = try #require(scripted.state.eventLogs.first { $0.lastPathComponent == folder.lastPathComponent })
    history.update()
    #expect(try history.everything() == all)
    #expect(history.messages.contains(.unreadableLog(listed, nil)))
    #expect(history.messages.contains(.sameRun(log: copy, as: first.lastPathComponent)))
    #expect(history.messages.contains(.shorterLog(second)))
    #expect(
      history.messages.contains {
        if case .unreadableLog(broken, let error) = $0 { error?.key == "kind" } else { false }
      })
    #expect(history.messages.count == 4)
  }

  @Test("A log that another run overwrote leaves both runs")
  func overwritten() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<1)
    let history = scripted.open()
    try scripted.write(ScriptedHistory.events(run: 1, benchmarks: 4), to: ScriptedHistory.name(0))
    history.update()
    #expect(history.messages.isEmpty)
    #expect(try history.runNames() == [0, 1].map(ScriptedHistory.name))
    #expect(try history.check() == [])
  }

  @Test("A run with a planted slowdown is listed and has no points")
  func planted() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(ScriptedHistory.events(run: 0, benchmarks: 2, slowdown: 1.25), to: ScriptedHistory.name(0))
    let history = scripted.open()
    #expect(try history.read { try $0.runs() }.map(\.slowdown) == [1.25])
    #expect(try history.read { try $0.series(of: nil) }.isEmpty)
  }

  @Test("Times of another machine are another series, counts of the same toolchain are not")
  func environments() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<1, benchmarks: 1)
    var other = Example.environment
    other.machine.processors = 64
    try scripted.write(ScriptedHistory.events(run: 1, benchmarks: 1, environment: other), to: ScriptedHistory.name(1))
    other = Example.environment
    other.toolchain.swift = "6.4"
    try scripted.write(ScriptedHistory.events(run: 2, benchmarks: 1, environment: other), to: ScriptedHistory.name(2))
    other.toolchain.configuration = "debug"
    try scripted.write(ScriptedHistory.events(run: 3, benchmarks: 1, environment: other), to: ScriptedHistory.name(3))
    let history = scripted.open()
    let counts = try history.read { reader in
      try reader.series(of: nil).map { (metric: $0.metric, points: try reader.points(of: $0, last: 10).count) }
    }
    // Runs 0 and 2 share a machine class, 0 and 1 a toolchain.
    #expect(counts.filter { $0.metric == "wallClock" }.map(\.points).sorted() == [1, 1, 2])
    #expect(counts.filter { $0.metric == "allocations" }.map(\.points).sorted() == [1, 1, 2])
  }

  @Test("Verdicts without a point are kept with their subjects")
  func verdicts() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<1)
    let contents = try #require(try scripted.open().everything().first)
    #expect(contents.verdicts.map(\.outcome) == [.missing, .failed])
    #expect(contents.verdicts.map(\.subject.benchmark) == [Example.id("gone()"), nil])
  }

  @Test("Without a state folder there is no history, and a query creates none")
  func nothing() throws {
    let folder = try TemporaryFolder()
    let history = HistoryStore(state: StateFolder(package: folder.url, environment: [:]))
    #expect(try history.runNames().isEmpty)
    #expect(history.messages.isEmpty)
    #expect(try folder.files().isEmpty)
  }

  @Test("Without the library a message has the loader's reason")
  func noLibrary() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<1)
    let history = try scripted.withoutLibrary()
    guard case .noLibrary(.notLoaded(let error)) = history.messages.first else {
      Issue.record("\(history.messages)")
      return
    }
    #expect(error.name == "libsqlite3-absent.so")
    #expect(!FileManager.default.fileExists(atPath: scripted.state.history.path))
  }

  @Test("A library without SQLite's functions is refused with the name of the first")
  func otherLibrary() throws {
    #expect(throws: SQLiteLibrary.Unavailability.missing("sqlite3_libversion_number")) {
      try SQLiteLibrary("libm.so.6")
    }
  }
}
