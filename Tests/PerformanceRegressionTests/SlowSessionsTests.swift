import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("Code is judged even if only some processes became slower")
struct SlowSessionsTests {
  private static let file = many(24, 100)

  @Test("The row has the number of slower processes and the slowdown")
  func row() throws {
    let scenario = Scenario(now: [200, 204, 100, 198])
    let verdict = try #require(scenario.judgement.verdicts.first)
    #expect(verdict.outcome == .same)
    #expect(verdict.slowSessions == Verdict.SlowSessions(slower: 3, of: 4, factor: 2))
  }

  @Test("A fast session decides steady code, and a slow one requests more")
  func moreWanted() {
    #expect(!Scenario(now: [100]).judgement.wantsMore)
    #expect(Scenario(now: [200, 100]).judgement.wantsMore)
    #expect(!Scenario(now: [200, 100, 100]).judgement.wantsMore)
    let last = Scenario(now: [200, 100], last: .none(because: .timeLimitReached)).judgement
    #expect(!last.wantsMore && last.verdicts.map(\.outcome) == [.same])
    // Where half of the sessions on file are slow, slow ones are nothing new.
    let scattered = Scenario(baseline: many(6, 100) + many(6, 200), now: [200, 200, 100]).judgement
    #expect(!scattered.wantsMore && scattered.verdicts.first?.slowSessions == nil)
  }

  @Test("More slow sessions than expected are a candidate where a pair decides, and the same without")
  func candidate() throws {
    let now = [200, 200, 100, 200, 200.0]
    let paired = try #require(Scenario(baseline: Self.file, now: now, confirms: true).judgement.verdicts.first)
    #expect(paired.outcome == .regressed && paired.reason == .moreSessionsSlower)
    #expect(paired.confirmation?.state == .awaited)
    #expect(paired.slowSessions == Verdict.SlowSessions(slower: 4, of: 5, factor: 2))
    let alone = try #require(Scenario(baseline: Self.file, now: now).judgement.verdicts.first)
    #expect(alone.outcome == .same && alone.confirmation == nil && alone.slowSessions == paired.slowSessions)
    // A baseline of twelve leaves more to chance.
    #expect(Scenario(now: now, confirms: true).judgement.verdicts.first?.outcome == .same)
    #expect(Scenario(now: now + [200], confirms: true).judgement.verdicts.first?.outcome == .regressed)
  }

  /// Shares of slow processes, as numbers of processes: on file, and now.
  struct Mode: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var metric = Example.wallClock
    var baseline = SlowSessionsTests.file
    var now: [Double]
    var slow: Verdict.SlowSessions?
    /// Whether a pair is to decide.
    var isCandidate = true
  }

  static let mixtures: [Mode] = [
    Mode(
      testDescription: "four of five at half the rate", metric: Example.throughput, now: [50, 50, 100, 50, 50],
      slow: Verdict.SlowSessions(slower: 4, of: 5, factor: 2)),
    Mode(
      testDescription: "four of five hardly beyond the tolerance", now: [121, 121, 121, 121, 100],
      slow: Verdict.SlowSessions(slower: 4, of: 5, factor: 1.21)),
    Mode(
      testDescription: "a second mode that became the usual one", baseline: many(18, 100) + many(6, 200),
      now: many(11, 200) + [100], slow: Verdict.SlowSessions(slower: 11, of: 12, factor: 2)),
    Mode(
      testDescription: "the usual mode of a file with two", baseline: many(12, 100) + many(12, 200),
      now: [200, 100, 200], slow: nil, isCandidate: false),
    Mode(
      testDescription: "one process of three a hundred times slower", now: [10_000, 100, 100],
      slow: Verdict.SlowSessions(slower: 1, of: 3, factor: 100), isCandidate: false),
    Mode(
      testDescription: "one of three on twelve of them", now: many(4, 300) + many(8, 100),
      slow: Verdict.SlowSessions(slower: 4, of: 12, factor: 3), isCandidate: false),
    Mode(
      testDescription: "a mode that disappeared", baseline: many(12, 100) + many(12, 200), now: [100], slow: nil,
      isCandidate: false),
  ]

  @Test("The share of each mode is judged, whatever the metric, the distance and the file", arguments: mixtures)
  func modes(mode: Mode) throws {
    let scenario = Scenario(metric: mode.metric, baseline: mode.baseline, now: mode.now)
    let alone = try #require(scenario.judgement.verdicts.first)
    #expect(alone.outcome == .same && alone.slowSessions == mode.slow)
    var paired = scenario
    paired.confirms = true
    let verdict = try #require(paired.judgement.verdicts.first)
    #expect((verdict.confirmation?.state == .awaited) == mode.isCandidate)
    #expect(verdict.reason == (mode.isCandidate ? .moreSessionsSlower : .withinTolerance))
  }

  @Test("At most twelve sessions are taken for it")
  func limit() {
    let now = [200, 100, 200, 100, 200, 100, 200, 100, 200, 100, 200.0]
    #expect(Scenario(now: now).judgement.wantsMore)
    #expect(!Scenario(now: now + [100]).judgement.wantsMore)
  }

  // python3 -c "from scipy.stats import fisher_exact as f; print(f([[8, 4], [0, 12]], 'greater')[1])"  # 0.00068
  @Test("A pair compares how often each side is slow")
  func pairCompares() throws {
    let judge = BenchmarkJudge(
      finder: ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment))
    let candidate = Candidate(benchmark: Example.id, metric: Example.wallClock.name)
    func judgement(_ base: [Double], _ now: [Double], candidates: Set<Candidate>) -> Judgement {
      func sessions(_ values: [Double]) -> [BenchmarkSession] {
        values.map { Scenario.session([MetricReading(Example.wallClock, values: [$0])]) }
      }
      return judge.judge(
        sessions(now), inTurnWith: sessions(base), by: PairedComparison(moreOftenSlow: candidates))
    }
    let slow = many(4, 100) + many(8, 200)
    let confirmed = judgement(many(12, 100), slow, candidates: [candidate])
    #expect(confirmed.verdicts.map(\.reason) == [.moreSessionsSlower] && !confirmed.wantsMore)
    #expect(confirmed.verdicts.first?.outcome == .regressed)
    #expect(confirmed.verdicts.first?.slowSessions == Verdict.SlowSessions(slower: 8, of: 12, factor: 2))
    #expect(judgement(many(11, 100), many(4, 100) + many(7, 200), candidates: [candidate]).wantsMore)
    #expect(judgement(slow, slow, candidates: [candidate]).verdicts.map(\.outcome) == [.same])
    // Without such a candidate the floors alone are compared.
    #expect(judgement(many(12, 100), slow, candidates: []).verdicts.map(\.outcome) == [.same])
  }
}
