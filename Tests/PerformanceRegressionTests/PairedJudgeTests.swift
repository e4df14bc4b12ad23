import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("The sessions of two builds are judged metric by metric")
struct PairedJudgeTests {
  private func judge(
    base: [Double], now: [Double], metric: MetricDescription = Example.wallClock, last: Remaining = .more,
    baseConditions: [SessionConditions] = [], conditions: [SessionConditions] = [], disturbance: Double? = nil
  ) throws -> (verdict: Verdict, wantsMore: Bool) {
    func sessions(_ values: [Double], _ conditions: [SessionConditions], _ disturbance: Double?) -> [BenchmarkSession] {
      values.enumerated().map { index, value in
        Scenario.session(
          [MetricReading(metric, values: [value], disturbance: disturbance)], conditions: conditions.element(index))
      }
    }
    let judgement = Self.judge.judge(
      sessions(now, conditions, disturbance), inTurnWith: sessions(base, baseConditions, nil), last)
    return (try #require(judgement.verdicts.first), judgement.wantsMore)
  }

  private static let judge = BenchmarkJudge(
    finder: ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment))

  // MARK: - Counts on file

  /// The verdict on counts whose baseline is 12, beside another build that counts something else.
  private func count(
    _ now: Double, base: Double, onFile: ClosedRange<Double>? = 12...12, toolchain: String? = nil,
    by counts: PairedRun.CountReference = .baselines
  ) throws -> Verdict {
    var loaded = BaselineStore.Loaded()
    if let onFile { loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.exact(onFile)))] }
    let judge = BenchmarkJudge(finder: ComparisonFinder(loaded: loaded, environment: Example.environment))
    func sessions(_ value: Double) -> [BenchmarkSession] {
      Array(repeating: Scenario.session([MetricReading(Example.allocations, values: [value])]), count: 8)
    }
    let judgement = judge.judge(
      sessions(now), inTurnWith: sessions(base), by: PairedComparison(counts: counts), .none(because: .sessionsAreGiven)
    )
    return try #require(judgement.verdicts.first)
  }

  @Test("A count that grew before the other build was made is red by its baseline")
  func countGrewBefore() throws {
    let verdict = try count(14, base: 14)
    #expect(verdict.outcome == .regressed && verdict.reason == .countGrew && verdict.baseline == 12)
  }

  @Test("A count that is larger than in the other build is green where its baseline has it")
  func countOnFile() throws {
    let verdict = try count(12, base: 11)
    #expect(verdict.outcome == .same && verdict.baseline == 12)
  }

  @Test("A count without a baseline, and one of a comparison that the user has named, is compared with the other build")
  func countOfTheOtherBuild() throws {
    for verdict in [try count(14, base: 13, onFile: nil), try count(14, base: 13, by: .otherBuild)] {
      #expect(verdict.outcome == .regressed && verdict.baseline == 13)
    }
  }

  @Test("Where the function fails in the other build, counts on file are judged, and nothing else can be")
  func unusableBase() throws {
    var loaded = BaselineStore.Loaded()
    loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.exact(12...12)))]
    let judge = BenchmarkJudge(finder: ComparisonFinder(loaded: loaded, environment: Example.environment))
    let readings = [
      MetricReading(Example.allocations, values: [14]), MetricReading(Example.wallClock, values: [100]),
    ]
    let sessions = Array(repeating: Scenario.session(readings), count: 8)
    let problem = BaseProblem.fails(Failure(.crashed(signal: 4, output: "")))
    func outcomes(_ judge: BenchmarkJudge) -> [Verdict.Reason] {
      judge.judge(sessions, besideUnusable: problem, .none(because: .sessionsAreGiven)).verdicts.map(\.reason)
    }
    #expect(outcomes(judge) == [.countGrew, .baseUnusable])
    #expect(outcomes(Self.judge) == [.baseUnusable, .baseUnusable])
    #expect(judge.hasCountsOnFile(sessions[0]) && !Self.judge.hasCountsOnFile(sessions[0]))
  }

  // MARK: - Times

  @Test("A time that is the same needs three pairs")
  func same() throws {
    #expect(try judge(base: many(2, 100), now: many(2, 101)).wantsMore)
    let answer = try judge(base: many(3, 100), now: many(3, 101))
    #expect(answer.verdict.outcome == .same && answer.verdict.reason == .withinTolerance && !answer.wantsMore)
    #expect(answer.verdict.baseline == 100 && answer.verdict.now == 101)
  }

  @Test("A slower time is red with the interval of its pairs")
  func slower() throws {
    let answer = try judge(base: many(18, 100), now: many(18, 130))
    #expect(answer.verdict.outcome == .regressed && answer.verdict.reason == .everySessionWorse && !answer.wantsMore)
    let interval = try #require(answer.verdict.interval)
    #expect(interval.lower == 1.3 && interval.upper == 1.3 && interval.coverage > 0.95)
  }

  @Test("The interval of a change contains the change")
  func interval() throws {
    // One session near the old floor among slow ones: all of them together are at +104 %.
    let answer = try judge(base: many(12, 100), now: [204] + many(10, 203) + [102])
    let (ratio, interval) = (try #require(answer.verdict.ratio), try #require(answer.verdict.interval))
    #expect(ratio == 1.02 && (interval.lower...interval.upper).contains(ratio) && interval.upper < 1.1)
  }

  @Test("A faster time is an improvement")
  func faster() throws {
    #expect(try judge(base: many(6, 100), now: many(6, 60)).verdict.outcome == .improved)
  }

  @Test("Pairs that disagree are ambiguous")
  func disagreeing() throws {
    #expect(try judge(base: [100] + many(17, 125), now: many(18, 131)).wantsMore)
    let answer = try judge(base: [100] + many(47, 125), now: many(48, 131))
    #expect(answer.verdict.outcome == .ambiguous && answer.verdict.reason == .pairsDisagree && !answer.wantsMore)
  }

  @Test("The machine's disturbances excuse nothing: both sides had them")
  func machineExcusesNothing() throws {
    let busy = Array(repeating: SessionConditions(waitShare: 0.9), count: 9)
    #expect(try judge(base: many(9, 100), now: many(9, 200), conditions: busy).verdict.outcome == .regressed)
    let slower = try judge(
      base: many(9, 100), now: many(9, 130), baseConditions: many(9, dependent: 10), conditions: many(9, dependent: 13))
    #expect(slower.verdict.outcome == .regressed)
    // A neighbour's minute beside each session of the new build, and beside most of the old one's.
    let (quiet, loud) = (SessionConditions(independent: 10, loads: 16), SessionConditions(independent: 10, loads: 60))
    let neighbour = try judge(
      base: many(9, 100), now: many(9, 200), baseConditions: (0..<9).map { $0.isMultiple(of: 3) ? quiet : loud },
      conditions: Array(repeating: loud, count: 9))
    #expect(neighbour.verdict.outcome == .regressed && !neighbour.wantsMore)
  }

  @Test("Long bodies are decided after three pairs")
  func longBodies() throws {
    #expect(try judge(base: many(2, 4e6), now: many(2, 5.2e6)).wantsMore)
    let answer = try judge(base: many(3, 4e6), now: many(3, 5.2e6))
    #expect(answer.verdict.outcome == .regressed && !answer.wantsMore)
    // Short ones need five.
    #expect(try judge(base: many(3, 4e5), now: many(3, 5.2e5)).wantsMore)
  }

  @Test("A count is red when eight processes of each side repeat that it grew")
  func count() throws {
    let metric = Example.allocations
    #expect(try judge(base: [12], now: [12], metric: metric).verdict.reason == .countEqual)
    #expect(try judge(base: many(7, 12), now: many(7, 13), metric: metric).wantsMore)
    let answer = try judge(base: many(8, 12), now: many(8, 13), metric: metric)
    #expect(answer.verdict.outcome == .regressed && answer.verdict.reason == .countGrew)
    #expect(try judge(base: [12], now: [11], metric: metric).verdict.outcome == .improved)
    #expect(try judge(base: [12, 13], now: [13, 13], metric: metric).verdict.outcome == .same)
  }

  @Test("A benchmark of one build alone is listed and never red")
  func oneSided() throws {
    let new = try judge(base: [], now: [100])
    #expect(new.verdict.outcome == .new && new.verdict.reason == .onlyInHead && !new.wantsMore)
    #expect(!RedRule.continuousIntegration.isRed(new.verdict))
    let gone = Self.judge.judge([], inTurnWith: [Scenario.session([])])
    #expect(gone.verdicts.map(\.reason) == [.onlyInBase] && !gone.wantsMore)
    #expect(!RedRule.continuousIntegration.isRed(try #require(gone.verdicts.first)))
  }

  @Test("A metric that only the other build has is listed by name")
  func goneMetric() throws {
    let both = [MetricReading(Example.wallClock, values: [100]), MetricReading(Example.hits, values: [3])]
    let judgement = Self.judge.judge([Scenario.session([both[0]])], inTurnWith: [Scenario.session(both)])
    let gone = try #require(judgement.verdicts.first { $0.metric == Example.hits })
    #expect(gone.outcome == .incomparable && gone.reason == .onlyInBase)
    #expect(judgement.verdicts.count == 2)
  }

  @Test("A metric that is unavailable on one side is incomparable")
  func unavailable() throws {
    #expect(try judge(base: [.nan], now: [100]).verdict.reason == .valueUnavailable)
    #expect(try judge(base: [100], now: [.infinity]).verdict.reason == .unreadable)
    #expect(try judge(base: [.nan], now: [.infinity]).verdict.reason == .valueUnavailable)
  }

  @Test("A budget is judged beside the pairs")
  func budget() throws {
    let reading = MetricReading(Example.wallClock, values: [130])
    let budget = Budget(metric: "wallClock", statistic: .minimum, limit: 110)
    let now = Array(repeating: Scenario.session([reading], budgets: [budget]), count: 18)
    let base = Array(repeating: Scenario.session([reading]), count: 18)
    let judgement = Self.judge.judge(now, inTurnWith: base)
    #expect(Set(judgement.verdicts.map(\.outcome)) == [.same, .overBudget])
  }

  @Test("Times are not compared where the other build cannot be used")
  func unusableBuild() throws {
    let finder = ComparisonFinder(
      loaded: BaselineStore.Loaded(), environment: Example.environment, timesUnjudged: .otherVersion("main"))
    let verdicts = BenchmarkJudge(finder: finder).judge([
      Scenario.session([
        MetricReading(Example.wallClock, values: [1]), MetricReading(Example.allocations, values: [1]),
      ])
    ]).verdicts
    #expect(verdicts.map(\.outcome) == [.incomparable, .new])
    #expect(verdicts.first?.reason == .baseUnusable && verdicts.first?.detail == .base(.otherVersion("main")))
  }
}
