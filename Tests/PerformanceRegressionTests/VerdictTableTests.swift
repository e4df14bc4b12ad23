import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("Each outcome has its reason")
struct VerdictTableTests {
  private static let busy = Array(repeating: SessionConditions(waitShare: 0.8), count: 30)
  private static let stolen = Array(repeating: SessionConditions(stealShare: 0.3), count: 30)
  private static let wide = [100] + many(11, 190)
  private static let pressed = Array(repeating: SessionConditions(waitShare: 0.3, pressureShare: 0.9), count: 30)
  private static let pressedButFast = Array(
    repeating: SessionConditions(
      waitShare: 0.3, pressureShare: 0.9, dependent: 1010, independent: 305, loads: 5100), count: 30)
  private static let rate = Example.throughput
  private static let thirds = MetricDescription(name: "wallClock", unit: .nanoseconds, tolerance: .percent(10))
  private static let atLeast30 = MetricDescription(name: "wallClock", unit: .nanoseconds, tolerance: .absolute(30))

  static let times: [Line] = [
    Line("no baseline", Scenario(baseline: nil, now: [100]), .new, .notInBaseline),
    Line("eleven sessions on file", Scenario(baseline: many(11, 100), now: many(15, 500)), .ambiguous, .tooFewSessions),
    Line("equal", Scenario(now: [100]), .same, .withinTolerance),
    Line("one at half the tolerance", Scenario(now: [110]), .same, .withinTolerance),
    Line("one beyond half", Scenario(now: [110.01]), .ambiguous, .tooFewSessions, wantsMore: true),
    Line("two at nine tenths of it", Scenario(now: [300, 118, 118]), .same, .withinTolerance),
    Line("two beyond", Scenario(now: [300, 118.1, 400, 118.1]), .ambiguous, .tooFewSessions, wantsMore: true),
    Line("one at nine tenths of it", Scenario(now: [300, 118, 400]), .ambiguous, .tooFewSessions, wantsMore: true),
    Line("fourteen beyond", Scenario(now: many(14, 130)), .ambiguous, .tooFewSessions, wantsMore: true),
    Line("fifteen beyond", Scenario(now: many(15, 130)), .regressed, .everySessionWorse),
    Line("fourteen beyond, one at nine tenths", Scenario(now: many(14, 130) + [118]), .regressed, .everySessionWorse),
    Line("fourteen beyond, one close", Scenario(now: many(14, 130) + [109]), .same, .withinTolerance),
    Line("much faster", Scenario(now: [80]), .improved, .betterThanTolerance),
    Line("faster, but within the tolerance", Scenario(now: [84]), .same, .withinTolerance),
    Line(
      "faster than most of a file, yet not than its best process", Scenario(baseline: [70] + many(23, 100), now: [78]),
      .same, .withinTolerance),
    Line("faster than all of it", Scenario(baseline: [70] + many(23, 100), now: [55]), .improved, .betterThanTolerance),
    Line("a baseline too wide to judge", Scenario(baseline: wide, now: [100]), .ambiguous, .spreadTooWide),
    Line("a wide baseline, clearly faster", Scenario(baseline: wide, now: [50]), .improved, .betterThanTolerance),
    Line(
      "a wide baseline, clearly slower", Scenario(baseline: wide, now: many(30, 500)), .regressed, .everySessionWorse),
    Line(
      "a wide baseline, as slow as most of it", Scenario(baseline: wide, now: many(15, 190)), .ambiguous,
      .tooFewSessions, wantsMore: true),
    Line("a tolerance of its own", Scenario(metric: thirds, now: many(15, 111)), .regressed, .everySessionWorse),
    Line("an absolute tolerance", Scenario(metric: atLeast30, now: many(15, 127)), .same, .withinTolerance),
    Line(
      "beyond an absolute tolerance", Scenario(metric: atLeast30, now: many(15, 131)), .regressed, .everySessionWorse),
    Line(
      "waiting for a processor", Scenario(now: many(29, 130), conditions: busy), .ambiguous, .tooFewSessions,
      wantsMore: true),
    Line(
      "waiting for a processor all the time", Scenario(now: many(30, 130), conditions: busy), .contaminated,
      .machineBusy),
    Line("stolen by the hypervisor", Scenario(now: many(30, 130), conditions: stolen), .contaminated, .machineBusy),
    Line(
      "disturbed but for one", Scenario(now: many(30, 130), conditions: Array(busy.dropLast())), .contaminated,
      .machineBusy),
    Line(
      "ten disturbed, six not", Scenario(now: many(16, 130), conditions: Array(busy.prefix(10))), .ambiguous,
      .tooFewSessions, wantsMore: true),
    Line(
      "ten disturbed, seven not", Scenario(now: many(17, 130), conditions: Array(busy.prefix(10))), .regressed,
      .everySessionWorse),
    Line(
      "four disturbed, five not, all of them gross", Scenario(now: many(9, 250), conditions: Array(busy.prefix(4))),
      .regressed, .everySessionWorse),
    Line(
      "five gross ones, more than the waiting explains", Scenario(now: many(5, 5000), conditions: busy), .regressed,
      .everySessionWorse),
    Line(
      "nine gross and disturbed", Scenario(now: many(9, 250), conditions: busy), .ambiguous, .tooFewSessions,
      wantsMore: true),
    Line("ten gross and disturbed", Scenario(now: many(10, 250), conditions: busy), .contaminated, .machineBusy),
    Line(
      "long samples that waited", Scenario(now: many(30, 130), disturbance: 25), .contaminated, .machineBusy),
    Line(
      "long samples that waited a little", Scenario(now: many(15, 130), disturbance: 5), .regressed, .everySessionWorse),
    Line(
      "a slower machine", Scenario(now: many(30, 130), conditions: many(30, dependent: 1120), dependent: 1000),
      .contaminated,
      .machineSlower),
    Line(
      "a machine that is hardly slower",
      Scenario(now: many(15, 130), conditions: many(15, dependent: 1090), dependent: 1000),
      .regressed, .everySessionWorse),
    Line(
      "a slower machine and a slower body",
      Scenario(now: many(15, 150), conditions: many(15, dependent: 1120), dependent: 1000), .regressed,
      .everySessionWorse),
    Line(
      "fifty times slower on a slower machine",
      Scenario(now: many(5, 5000), conditions: many(5, dependent: 1500), dependent: 1000), .regressed,
      .everySessionWorse),
    Line(
      "a machine that was as fast in seven of seventeen",
      Scenario(
        now: many(17, 130), conditions: many(10, dependent: 1500) + many(7, dependent: 1000), dependent: 1000),
      .regressed,
      .everySessionWorse),
    Line(
      "a machine that was as fast once",
      Scenario(
        now: many(30, 130), conditions: many(29, dependent: 1500) + many(1, dependent: 1000), dependent: 1000),
      .contaminated, .machineSlower),
    Line(
      "a busy sibling thread, seen by one loop",
      Scenario(now: many(30, 160), conditions: many(30, independent: 500), independent: 300), .contaminated,
      .machineSlower),
    Line(
      "others ran, and no loop is on file", Scenario(now: many(30, 160), conditions: pressed), .contaminated,
      .machineBusy),
    Line(
      "others ran, yet the loops are as fast",
      Scenario(now: many(15, 160), conditions: pressedButFast, dependent: 1000, independent: 300, loads: 5000),
      .regressed, .everySessionWorse),
    Line(
      "others ran, and it is fifty times slower", Scenario(now: many(5, 5000), conditions: pressed), .regressed,
      .everySessionWorse),
    Line(
      "a slower machine that was not known before", Scenario(now: many(15, 130), conditions: many(15, dependent: 1500)),
      .regressed, .everySessionWorse),
    Line(
      "a slower machine, yet as fast", Scenario(now: [101], conditions: many(1, dependent: 1500), dependent: 1000),
      .same,
      .withinTolerance),
    Line("disturbed, yet as fast", Scenario(now: [100], conditions: busy), .same, .withinTolerance),
    Line("time up", Scenario(now: [130, 130], last: .none(because: .timeLimitReached)), .ambiguous, .timeLimitReached),
    Line(
      "time up, twice as slow", Scenario(now: many(5, 201), last: .none(because: .timeLimitReached)), .regressed,
      .everySessionWorse),
    Line(
      "time up, eight beyond and one at nine tenths",
      Scenario(now: many(8, 130) + [118], last: .none(because: .timeLimitReached)), .ambiguous, .timeLimitReached),
    Line(
      "time up, four sessions", Scenario(now: many(4, 900), last: .none(because: .timeLimitReached)), .ambiguous,
      .timeLimitReached),
    Line(
      "time up, hardly twice", Scenario(now: many(5, 200), last: .none(because: .timeLimitReached)), .ambiguous,
      .timeLimitReached),
    Line(
      "time up, twice as slow on a busy machine",
      Scenario(now: many(5, 201), conditions: busy, last: .none(because: .timeLimitReached)), .contaminated,
      .machineBusy),
    Line(
      "in this process", Scenario(now: [900], last: .none(because: .measuredInProcess)), .ambiguous, .measuredInProcess),
    Line(
      "in this process, as fast", Scenario(now: [100], last: .none(because: .measuredInProcess)), .same,
      .withinTolerance),
    Line("not a number", Scenario(now: many(15, .nan)), .incomparable, .unreadable),
    Line("infinite", Scenario(now: many(15, .infinity)), .incomparable, .unreadable),
    Line("a baseline of zero", Scenario(baseline: many(12, 0), now: [0]), .same, .withinTolerance),
    Line("more than zero", Scenario(baseline: many(12, 0), now: many(15, 1)), .regressed, .everySessionWorse),
  ]

  static let rates: [Line] = [
    Line("equal", Scenario(metric: rate, now: [100]), .same, .withinTolerance),
    Line("one at half the tolerance", Scenario(metric: rate, now: [90]), .same, .withinTolerance),
    Line("two at nine tenths of it", Scenario(metric: rate, now: [50, 82, 82]), .same, .withinTolerance),
    Line("fourteen below", Scenario(metric: rate, now: many(14, 70)), .ambiguous, .tooFewSessions, wantsMore: true),
    Line("fifteen below", Scenario(metric: rate, now: many(15, 70)), .regressed, .everySessionWorse),
    Line("much faster", Scenario(metric: rate, now: [121]), .improved, .betterThanTolerance),
    Line("a little faster", Scenario(metric: rate, now: [119]), .same, .withinTolerance),
    Line("too wide", Scenario(metric: rate, baseline: [100] + many(11, 30), now: [99]), .ambiguous, .spreadTooWide),
    Line("busy", Scenario(metric: rate, now: many(30, 70), conditions: busy), .contaminated, .machineBusy),
    Line(
      "time up, less than half", Scenario(metric: rate, now: many(5, 49), last: .none(because: .timeLimitReached)),
      .regressed,
      .everySessionWorse),
    Line(
      "time up, half", Scenario(metric: rate, now: many(5, 50), last: .none(because: .timeLimitReached)), .ambiguous,
      .timeLimitReached),
  ]

  @Test("A time", arguments: times)
  func time(line: Line) throws { try line.check() }
  @Test("A rate", arguments: rates)
  func rate(line: Line) throws { try line.check() }

  private static let count = Example.allocations
  private static let percent = MetricDescription(
    name: "instructions", unit: .count, kind: .exact, tolerance: .percent(1))

  private static func counts(
    _ range: ClosedRange<Double>, _ now: Double..., metric: MetricDescription = count, last: Remaining = .more
  ) -> Scenario {
    Scenario(metric: metric, range: range, now: now, last: last)
  }

  static let exact: [Line] = [
    Line("no baseline", Scenario(metric: count, baseline: nil, now: [12]), .new, .notInBaseline),
    Line("12 → 12", counts(12...12, 12), .same, .countEqual),
    Line("12 → 13 once", counts(12...12, 13), .ambiguous, .tooFewSessions, wantsMore: true),
    Line("12 → 13", counts(12...12, 13, 13, 13), .regressed, .countGrew),
    Line("12 → 14 once", counts(12...12, 14), .ambiguous, .tooFewSessions, wantsMore: true),
    Line("12 → 15 is final", counts(12...12, 15), .regressed, .countGrew),
    Line(
      "10 000 → 10 200 once", counts(10_000...10_000, 10_200, metric: percent), .ambiguous, .tooFewSessions,
      wantsMore: true),
    Line("10 000 → 10 201 is final", counts(10_000...10_000, 10_201, metric: percent), .regressed, .countGrew),
    Line("27.9 M → 8.26 G is final", counts(27.9e6...27.9e6, 8.26e9, metric: percent), .regressed, .countGrew),
    Line("12 hits → 9 is final", counts(12...12, 9, metric: Example.hits), .regressed, .countGrew),
    Line("far above the range on file", counts(10...14, 17), .regressed, .countGrew),
    Line("12 → 13, then 12", counts(12...12, 13, 13, 12), .same, .countEqual),
    Line("12 → 11", counts(12...12, 11), .improved, .countFell),
    Line("0 → 0", counts(0...0, 0), .same, .countEqual),
    Line("0 → 1", counts(0...0, 1, 1, 1), .regressed, .countGrew),
    Line("1 → 0", counts(1...1, 0), .improved, .countFell),
    Line("within the range on file", counts(10...14, 14), .same, .countEqual),
    Line("above the range on file", counts(10...14, 15, 16, 15), .regressed, .countGrew),
    Line("below the range on file", counts(10...14, 9), .improved, .countFell),
    Line("1 % more of 12 is nothing", counts(12...12, 13, 13, 13, metric: percent), .regressed, .countGrew),
    Line("10 000 → 10 100", counts(10_000...10_000, 10_100, metric: percent), .same, .withinTolerance),
    Line("10 000 → 10 101", counts(10_000...10_000, 10_101, 10_101, 10_101, metric: percent), .regressed, .countGrew),
    Line("10 000 → 9 900", counts(10_000...10_000, 9_900, metric: percent), .same, .withinTolerance),
    Line("10 000 → 9 899", counts(10_000...10_000, 9_899, metric: percent), .improved, .countFell),
    Line("time up", counts(12...12, 13, last: .none(because: .timeLimitReached)), .regressed, .countGrew),
    Line(
      "in this process", counts(12...12, 13, last: .none(because: .measuredInProcess)), .ambiguous, .measuredInProcess),
    Line("in this process, equal", counts(12...12, 12, last: .none(because: .measuredInProcess)), .same, .countEqual),
    Line("not a number", counts(12...12, .nan, .nan, .nan), .incomparable, .unreadable),
    Line("12 hits → 13", counts(12...12, 13, metric: Example.hits), .improved, .countFell),
    Line("12 hits → 11", counts(12...12, 11, 11, 11, metric: Example.hits), .regressed, .countGrew),
    Line("within the range of hits", counts(10...14, 10, metric: Example.hits), .same, .countEqual),
    Line("below the range of hits", counts(10...14, 9, 9, 9, metric: Example.hits), .regressed, .countGrew),
  ]

  @Test(
    "A count of an instrument may lie as far beyond its spread as the spread is wide",
    arguments: [(104.0, false), (105, false), (106, true)])
  func instrument(now: Double, isWorse: Bool) {
    let range = ExactBaseline(lowest: 95, typical: 98, highest: 100)
    func step(_ rule: ExactRule) -> ExactRule.Decision {
      rule.decision(
        baseline: range, now: many(3, now), tolerance: Tolerance(relative: 0), direction: .lowerIsBetter)
    }
    #expect((step(ExactRule.standard.ofAnInstrument) == .worse) == isWorse)
    #expect(step(.standard) == .worse)
  }

  @Test("A count", arguments: exact)
  func count(line: Line) throws { try line.check() }

  @Test("Every reason is in a table here, in another suite, or not the judge's to give")
  func complete() {
    let here = Set((Self.times + Self.rates + Self.exact).map(\.reason))
    let comparability: Set<Verdict.Reason> = [
      .otherMachineClass, .otherToolchain, .otherBuild, .otherMethodology, .otherInstrument, .otherGPU,
    ]
    let gpu: Set<Verdict.Reason> = [.gpuCaveat, .gpuDisturbed]
    let elsewhere: Set<Verdict.Reason> = [
      .notInRun, .budgetExceeded, .refusedAtRecording, .noCases, .notReached, .valueUnavailable, .budgetUnreadable,
      .budgetUnasked, .budgetAtRisk, .switchedOff, .withoutTrait,
    ]
    let pairs: Set<Verdict.Reason> = [
      .moreSessionsSlower, .onlyInBase, .onlyInHead, .pairsDisagree, .baseUnusable, .confirmedByPair, .refutedByPair,
    ]
    let run: Set<Verdict.Reason> = [
      .threw, .crashed, .timedOut, .noResult, .duplicateID, .identicalCode, .notCounted, .expectationFailed,
      .endedItself, .notANumber,
    ]
    let ratiosAndGrowth: Set<Verdict.Reason> = [
      .ratioGrew, .sessionsDisagree, .growthWithin, .growthAbove, .growthUnclear, .growthUnseen,
    ]
    let all = [comparability, gpu, elsewhere, pairs, run, ratiosAndGrowth].reduce(here) { $0.union($1) }
    #expect(all == Set(Verdict.Reason.known))
    #expect(here.isDisjoint(with: run))
  }

  @Test("The numbers are in the verdict")
  func numbers() throws {
    let verdict = try #require(Scenario(now: many(14, 140) + [130]).judgement.verdicts.first)
    #expect(verdict.baseline == 100 && verdict.now == 130 && verdict.ratio == 1.3)
    #expect(verdict.interval?.lower == 1.3 && verdict.interval?.upper == 1.4)
    #expect(try abs(#require(verdict.smallestDetectableChange) - (1.18 / 0.96 - 1)) < 1e-12)
    let busy = try #require(Scenario(now: many(30, 130), conditions: Self.busy).judgement.verdicts.first)
    #expect(busy.detail == .contamination(.processorsHeld(share: 0.8)))
    let few = try #require(Scenario(baseline: many(3, 100), now: [100]).judgement.verdicts.first)
    #expect(few.detail == .sessionsOnFile(3))
  }

  @Test("The interval of a change contains the change, however slow the other sessions were")
  func interval() throws {
    let verdict = try #require(Scenario(now: many(6, 204) + [102]).judgement.verdicts.first)
    let (ratio, interval) = (try #require(verdict.ratio), try #require(verdict.interval))
    #expect(ratio == 1.02 && (interval.lower...interval.upper).contains(ratio) && interval.upper < 1.1)
    var random = SplitMix64(seed: 24)
    for _ in 0..<300 {
      let scenario = Scenario(baseline: random.times(12), now: random.times(Int(1 + random.next() % 6)))
      let verdict = try #require(scenario.judgement.verdicts.first)
      let (ratio, interval) = (try #require(verdict.ratio), try #require(verdict.interval))
      #expect((interval.lower...interval.upper).contains(ratio))
    }
  }

  @Test("Verdicts that a pair will confirm wait for it, and others do not")
  func confirmationAwaited() {
    func states(_ scenario: Scenario) -> [Verdict.Confirmation.State?] {
      var scenario = scenario
      scenario.confirms = true
      return scenario.judgement.verdicts.map(\.confirmation?.state)
    }
    #expect(states(Scenario(now: many(4, 130))) == [nil] && states(Scenario(now: many(5, 130))) == [.awaited])
    #expect(states(Scenario(now: many(4, 500))) == [.awaited])
    #expect(states(Scenario(now: [100])) == [nil] && states(Scenario(now: [50])) == [nil])
    #expect(states(Scenario(baseline: nil, now: [100])) == [nil])
    #expect(states(Scenario(range: 3...3, now: many(3, 4))) == [nil])
    // A disturbed machine is no reason to go without a pair.
    let busy = Scenario(now: many(5, 130), conditions: Self.busy, confirms: true).judgement
    #expect(busy.verdicts.map(\.outcome) == [.contaminated] && !busy.wantsMore)
    #expect(busy.verdicts.map(\.confirmation?.state) == [.awaited])
    // Without a pair nothing is awaited.
    #expect(Scenario(now: many(15, 130)).judgement.verdicts.map(\.confirmation?.state) == [nil])
  }

  @Test("Long sessions decide with fewer, as many as the baseline's spread allows")
  func longSessions() {
    func judgement(_ count: Int, of file: [Double] = many(12, 4e9), confirms: Bool) -> Judgement {
      Scenario(baseline: file, now: many(count, 5.2e9), confirms: confirms).judgement
    }
    #expect(judgement(3, confirms: true).wantsMore)
    #expect(judgement(4, confirms: true).verdicts.map(\.confirmation?.state) == [.awaited])
    #expect(!judgement(3, of: many(24, 4e9), confirms: true).wantsMore)
    #expect(judgement(4, confirms: false).wantsMore)
    #expect(judgement(5, confirms: false).verdicts.map(\.outcome) == [.regressed])
    let scattered = many(9, 4e9) + many(3, 5e9)
    #expect(judgement(7, of: scattered, confirms: true).wantsMore)
    #expect(!judgement(15, of: scattered, confirms: true).wantsMore)
  }

  @Test("An unavailable metric has its reason, and is red in CI where it is on file")
  func unavailable() throws {
    let reading = MetricReading(Example.wallClock, unavailable: .external("no counter here"))
    let judge = BenchmarkJudge(finder: Scenario(now: []).finder)
    let judgement = judge.judge([Scenario.session([reading])])
    let verdict = try #require(judgement.verdicts.first)
    #expect(verdict.outcome == .incomparable && verdict.reason == .unreadable)
    #expect(verdict.detail == .unavailable(.external("no counter here")) && !judgement.wantsMore)
    let empty = judge.judge([Scenario.session([MetricReading(Example.wallClock, values: [])])])
    #expect(empty.verdicts.map(\.reason) == [.unreadable] && !empty.wantsMore)
    #expect(!RedRule.local.isRed(verdict) && RedRule.continuousIntegration.isRed(verdict))
    let other = MetricReading(MetricDescription(name: "other", unit: .count), unavailable: .external("no counter here"))
    let new = judge.judge([Scenario.session([other])])
    #expect(new.verdicts.map(\.reason) == [.valueUnavailable])
    #expect(new.verdicts.allSatisfy { !RedRule.continuousIntegration.isRed($0) })
  }

  @Test("A metric that is only shown has no verdict")
  func shown() {
    var shown = Example.wallClock
    shown.isJudged = false
    #expect(Scenario(metric: shown, now: many(15, 900)).judgement.verdicts == [])
  }

  @Test("Without sessions more are requested, unless none will be taken")
  func withoutSessions() {
    #expect(Scenario(now: []).judgement.verdicts == [] && Scenario(now: []).judgement.wantsMore)
    #expect(!Scenario(now: [], last: .none(because: .timeLimitReached)).judgement.wantsMore)
  }

  @Test("One undecided metric requests another session, and the decided one keeps its verdict")
  func undecided() throws {
    var loaded = BaselineStore.Loaded()
    loaded.times = [Example.document(Example.benchmark(Example.sampled(many(12, 100))))]
    loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.exact(3...3)))]
    let judge = BenchmarkJudge(finder: ComparisonFinder(loaded: loaded, environment: Example.environment))
    let sessions = many(15, 130).map { time in
      Scenario.session([
        MetricReading(Example.wallClock, values: [time]), MetricReading(Example.allocations, values: [3]),
      ])
    }
    let early = judge.judge(Array(sessions.prefix(1)))
    #expect(early.wantsMore && early.verdicts.map(\.outcome) == [.ambiguous, .same])
    let late = judge.judge(sessions)
    #expect(!late.wantsMore && late.verdicts.map(\.outcome) == [.regressed, .same])
  }

  @Test("The usual count of a session is the middle of its windows")
  func usualCount() {
    #expect(MetricReading(Example.allocations, values: [12, 40, 12, 12, 11]).count == 12)
    #expect(MetricReading(Example.allocations, values: []).count == nil)
  }
}
