import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A renamed benchmark keeps its series, and nothing is changed in what is stored.
@Suite("Renamed benchmarks")
struct RenameTests {
  private static func id(_ test: String, _ label: String? = nil) -> BenchmarkID { Example.id(test, label: label) }

  private static func rename(_ old: BenchmarkID, _ new: BenchmarkID) -> HistoryRename {
    HistoryRename(from: old, to: new)
  }

  @Test("A renamed function keeps the labels of its benchmarks, a renamed benchmark has the label of its new name")
  func labels() throws {
    let function = try HistoryRenames([Self.rename(Self.id("a()"), Self.id("b()"))])
    #expect(function.current(Self.id("a()")) == Self.id("b()"))
    #expect(function.current(Self.id("a()", "10")) == Self.id("b()", "10"))
    #expect(function.current(Self.id("c()", "10")) == Self.id("c()", "10"))
    #expect(function.names(of: Self.id("b()", "10")) == [Self.id("b()", "10"), Self.id("a()", "10")])
    let benchmark = try HistoryRenames([Self.rename(Self.id("a()"), Self.id("b()", "small"))])
    #expect(benchmark.current(Self.id("a()")) == Self.id("b()", "small"))
    #expect(benchmark.current(Self.id("a()", "10")) == Self.id("a()", "10"))
  }

  @Test("Renames follow each other, whatever their order in the file")
  func chain() throws {
    let renames = [Self.rename(Self.id("b()"), Self.id("c()")), Self.rename(Self.id("a()"), Self.id("b()"))]
    for renames in [renames, renames.reversed()] {
      let renames = try HistoryRenames(renames)
      #expect(renames.current(Self.id("a()")) == Self.id("c()"))
      for name in ["a()", "b()", "c()"] {
        #expect(renames.names(of: Self.id(name)) == ["c()", "b()", "a()"].map { Self.id($0) })
      }
    }
  }

  @Test("A name that is renamed twice, or back to itself, is refused")
  func refused() throws {
    let (a, b, c) = (Self.id("a()"), Self.id("b()"), Self.id("c()"))
    #expect(throws: HistoryRenames.Problem.repeated(1)) {
      try HistoryRenames([Self.rename(a, b), Self.rename(a, c)])
    }
    #expect(throws: HistoryRenames.Problem.repeated(1)) {
      try HistoryRenames([Self.rename(a, b), Self.rename(Self.id("a()", "1"), c)])
    }
    #expect(throws: HistoryRenames.Problem.circular(0)) {
      try HistoryRenames([Self.rename(a, b), Self.rename(b, c), Self.rename(c, a)])
    }
    _ = try HistoryRenames([Self.rename(a, c), Self.rename(b, c)])
  }

  /// Three runs of one name and two of another, with renames.
  private static func renamed(_ renames: HistoryRenames) throws -> (scripted: ScriptedHistory, store: HistoryStore) {
    let scripted = try ScriptedHistory()
    for run in 0..<5 {
      let events = ScriptedHistory.events(run: run, benchmarks: 2).map { event in
        guard run > 2, case .session(var body) = event.body else { return event }
        body.session.id.test = "parse(size:)"
        var event = event
        event.body = .session(body)
        return event
      }
      try scripted.write(events, to: ScriptedHistory.name(run))
    }
    return (scripted, HistoryStore(state: scripted.state, renames: renames))
  }

  private static let old = BenchmarkID(module: "AppTests", suite: ["JSON", "A/B"], test: "decode(size:)")
  private static let new = BenchmarkID(module: "AppTests", suite: ["JSON", "A/B"], test: "parse(size:)")

  @Test("The series goes on under the new name, in the index and in the logs")
  func series() throws {
    let renames = try HistoryRenames([Self.rename(Self.old, Self.new)])
    let (scripted, store) = try Self.renamed(renames)
    let absent = Result { () throws(SQLiteLibrary.Unavailability) in try SQLiteLibrary("libsqlite3-absent.so") }
    for store in [store, HistoryStore(state: scripted.state, library: absent, renames: renames)] {
      try store.read { reader in
        let series = try reader.series(of: nil)
        #expect(Set(series.map(\.benchmark.test)) == ["parse(size:)"])
        #expect(series.count == 4)
        let time = try #require(series.first { $0.metric == "wallClock" && $0.benchmark.label == "1" })
        #expect(try reader.points(of: time, last: 10).map(\.run.name) == (0..<5).map(ScriptedHistory.name))
        #expect(try reader.points(of: time, last: 3).map(\.run.name) == (2..<5).map(ScriptedHistory.name))
        let runs = (2..<5).map(ScriptedHistory.name)
        var several: [HistorySeries: [Int]] = [:]
        try reader.forEach(of: series, inRuns: runs) { several[$0] = $1.map(\.position) }
        #expect(several.count == 4 && several.values.allSatisfy { $0 == [0, 1, 2] })
        #expect(try reader.series(of: Self.old) == reader.series(of: Self.new))
        #expect(try reader.series(of: Self.new).count == 2)
        let first = ScriptedHistory.name(0)
        #expect(Set(try reader.points(ofRun: first).map(\.series.benchmark.test)) == ["parse(size:)"])
        #expect(Set(try reader.summaries(ofRun: first).map(\.series.benchmark.test)) == ["parse(size:)"])
        #expect(try reader.summaries(ofRun: first).count == 4)
        #expect(try reader.sessions(of: time, inRun: first) != nil)
        #expect(try reader.contents(ofRun: first)?.rows.first?.series.benchmark.test == "decode(size:)")
      }
    }
    if ScriptedHistory.hasSQLite { #expect(try store.check() == []) }
  }

  @Test("Of two old names that were measured in one run, that of the nearer rename counts")
  func severalNames() throws {
    let (a, b, c) = (Self.id("a()"), Self.id("b()"), Self.id("c()"))
    let scripted = try ScriptedHistory()
    var events = ScriptedHistory.events(run: 0, benchmarks: 1)
    let sessions = events.filter { if case .session = $0.body { true } else { false } }
    for (offset, id) in [a, b].enumerated() {
      events += sessions.map { event in
        guard case .session(var body) = event.body else { return event }
        body.session.id = id
        body.session.readings[0].values = body.session.readings[0].values.map { $0 * Double(offset + 2) }
        var event = event
        event.body = .session(body)
        return event
      }
    }
    try scripted.write(events, to: ScriptedHistory.name(0))
    let unnamed = try scripted.open().read { try $0.points(ofRun: ScriptedHistory.name(0)) }
    let renames = try HistoryRenames([Self.rename(a, b), Self.rename(b, c)])
    try HistoryStore(state: scripted.state, renames: renames).read { reader in
      let points = try reader.points(ofRun: ScriptedHistory.name(0)).filter { $0.series.benchmark == c }
      #expect(points.count == 2)
      #expect(points.map(\.point) == unnamed.filter { $0.series.benchmark == b }.map(\.point))
      let summaries = try reader.summaries(ofRun: ScriptedHistory.name(0)).filter { $0.series.benchmark == c }
      #expect(summaries.map(\.point).count == 2)
    }
  }

  @Test("Without a rename they are two series")
  func unrenamed() throws {
    let (scripted, store) = try Self.renamed(HistoryRenames())
    #expect(try store.read { try $0.series(of: nil) }.count == 8)
    #expect(try store.read { try $0.series(of: Self.old) }.count == 2)
    #expect(scripted.state.eventLogs.count == 5)
  }
}
