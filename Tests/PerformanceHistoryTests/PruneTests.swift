import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A prune removes what is old, tier by tier, and nothing of it comes back by itself.
@Suite("Pruning the index", .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
struct PruneTests {
  private static let day = 86_400.0

  /// A time at which run 0 of a scripted history is this many days old.
  private static func now(_ days: Double) -> Double { ScriptedHistory.time(0) + days * day }

  /// Three runs, of which the last is a hundred days younger.
  private static func history() throws -> (scripted: ScriptedHistory, store: HistoryStore) {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<2)
    try scripted.write(ScriptedHistory.events(run: 2400, benchmarks: 3), to: ScriptedHistory.name(2400))
    return (scripted, scripted.open())
  }

  private static let retention = HistoryRetention(samples: 10, points: 20, verdicts: 30)

  @Test("Samples go first, then results, then runs; the youngest run stays as it is")
  func tiers() throws {
    let (scripted, store) = try Self.history()
    let whole = try store.everything()
    func pruned(at days: Double) throws -> [RunContents] {
      #expect(store.prune(Self.retention, now: Self.now(days)) != nil)
      #expect(try store.check() == [], "\(days)")
      #expect(store.messages.isEmpty)
      return try store.everything()
    }
    #expect(try pruned(at: 9) == whole)
    var kept = try pruned(at: 11)
    #expect(kept.map(\.run.pruned) == [.samples, .samples, nil])
    for index in 0...1 {
      var expected = whole[index]
      expected.run.pruned = .samples
      for row in expected.rows.indices { expected.rows[row].samples = [] }
      #expect(kept[index] == expected)
    }
    kept = try pruned(at: 21)
    #expect(kept.map(\.run.pruned) == [.points, .points, nil])
    #expect(kept[0].rows.isEmpty && kept[0].start == whole[0].start)
    // Verdicts on points that are `same` go with them.
    #expect(kept[0].verdicts == whole[0].verdicts)
    kept = try pruned(at: 31)
    #expect(kept == [whole[2]])
    #expect(scripted.state.eventLogs.count == 3)
  }

  @Test("A verdict on a result that went stays with the run unless it was 'same'")
  func verdicts() throws {
    let scripted = try ScriptedHistory()
    let events = ScriptedHistory.events(run: 0, benchmarks: 3).map { event in
      guard case .verdict(var verdict) = event.body, verdict.benchmark == ScriptedHistory.benchmark(1) else {
        return event
      }
      (verdict.outcome, verdict.reason) = (.regressed, .everySessionWorse)
      var event = event
      event.body = .verdict(verdict)
      return event
    }
    try scripted.write(events, to: ScriptedHistory.name(0))
    let store = scripted.open()
    let before = try #require(try store.read { try $0.digest(ofRun: ScriptedHistory.name(0)) })
    #expect(before == RunDigest(benchmarks: 3, outcomes: [.regressed: 1, .same: 2, .missing: 1, .failed: 1]))
    _ = store.prune(Self.retention, now: Self.now(21))
    let after = try #require(try store.read { try $0.digest(ofRun: ScriptedHistory.name(0)) })
    #expect(after == RunDigest(benchmarks: 0, outcomes: [.regressed: 1, .missing: 1, .failed: 1]))
    let kept = try #require(try store.everything().first?.verdicts.last)
    #expect(kept.subject == .benchmark(ScriptedHistory.benchmark(1)) && kept.metric == "wallClock")
    #expect(kept.baseline == 1010.5 && kept.now != nil)
  }

  @Test("A dry run counts the same and removes nothing")
  func dryRun() throws {
    let (scripted, store) = try Self.history()
    let whole = try store.everything()
    let counted = try #require(try store.pruning(Self.retention, now: Self.now(31)))
    #expect(counted.removals[.samples]?.rows == 12 && counted.removals[.points]?.rows == 12)
    #expect(counted.removals[.verdicts]?.runs == 2 && counted.sizes == nil)
    #expect(counted.bytes > 1000)
    #expect(try store.everything() == whole)
    let pruning = store.prune(Self.retention, now: Self.now(31))
    #expect(store.messages.isEmpty)
    var removed = try #require(pruning)
    #expect(removed.sizes != nil)
    removed.sizes = nil
    #expect(removed == counted)
    #expect(scripted.state.eventLogs.count == 3)
  }

  @Test("A prune makes the file smaller")
  func size() throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<40, benchmarks: 20)
    let sizes = try #require(scripted.open().prune(Self.retention, now: Self.now(50))?.sizes)
    #expect(sizes.after < sizes.before / 3, "\(sizes)")
    let file = try FileManager.default.attributesOfItem(atPath: scripted.state.history.path)[.size] as? Int
    #expect((file ?? .max) <= sizes.after)
  }

  @Test("What went stays away although its log is there, until a rebuild")
  func staysAway() throws {
    let (scripted, store) = try Self.history()
    let whole = try store.everything()
    _ = store.prune(Self.retention, now: Self.now(31))
    store.update()
    #expect(try scripted.open().everything() == [whole[2]])
    let indexed = IndexedLogs(file: scripted.state.indexedLogs).bytes
    #expect(indexed.count == 3, "a log of a removed run may be removed too")
    let again = scripted.open()
    #expect(again.rebuild() == 2)
    #expect(try again.everything() == whole)
    #expect(again.rebuild() == 0)
    #expect(try again.check() == [])
  }

  @Test("A run that lost a part stays so, until its log grows")
  func grown() throws {
    let (scripted, store) = try Self.history()
    _ = store.prune(Self.retention, now: Self.now(21))
    #expect(try scripted.open().everything().first?.rows.isEmpty == true)
    let more = ScriptedHistory.events(run: 0, benchmarks: 3).suffix(1)
    try scripted.append(Array(more), to: ScriptedHistory.name(0))
    store.update()
    #expect(try store.everything().first?.rows.count == 6)
    #expect(try store.check() == [])
  }

  @Test("Nothing is kept longer than what it belongs to")
  func order() {
    let retention = HistoryRetention(samples: 90, points: 30, verdicts: 10)
    #expect(HistoryTier.allCases.map { retention.days($0) } == [10, 10, 10])
    let usual = HistoryRetention.usual
    #expect(HistoryTier.allCases.map { usual.days($0) } == [90, 730, 1825])
  }

  @Test("The numbers of a run are the same from the index and from the logs")
  func digests() throws {
    let (scripted, store) = try Self.history()
    let logs = try scripted.withoutLibrary()
    for run in try store.runNames() {
      let digest = try store.read { try $0.digest(ofRun: run) }
      #expect(digest == RunDigest(benchmarks: 3, outcomes: [.same: 3, .missing: 1, .failed: 1]))
      #expect(try logs.read { try $0.digest(ofRun: run) } == digest)
    }
    #expect(try store.read { try $0.digest(ofRun: "none") } == nil)
  }
}
