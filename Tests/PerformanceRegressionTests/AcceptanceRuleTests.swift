import Foundation
import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("An accepted regression passes for a time and up to a number")
struct AcceptanceRuleTests {
  private static let today = day("2026-11-20")

  private static func day(_ text: String) -> Day { Day(text) ?? Day(Date(timeIntervalSince1970: 0)) }

  private func acceptance(
    of metric: MetricDescription, from baseline: Double, to value: Double, until: String = "2026-12-31",
    in environment: RunEnvironment = Example.environment, id: BenchmarkID = Example.id
  ) -> AcceptedRegression {
    AcceptedRegression(
      benchmark: id, metric: metric.name, unit: metric.unit, baseline: baseline, value: value,
      toolchain: environment.toolchain.folderName,
      machine: metric.kind == .exact ? nil : environment.machine.folderName, reason: "the index needs it",
      since: Self.day("2026-11-01"), until: Self.day(until))
  }

  private func verdict(
    _ scenario: Scenario, _ acceptances: AcceptedRegression..., today: Day = today
  ) throws -> Verdict {
    let rule = AcceptanceRule(acceptances, environment: Example.environment, today: today)
    let judgement = BenchmarkJudge(finder: scenario.finder, acceptances: rule).judge(scenario.sessions)
    #expect(!judgement.wantsMore)
    return try #require(judgement.verdicts.first)
  }

  private var twoAllocationsMore: Scenario {
    Scenario(metric: Example.allocations, range: 12...12, now: many(3, 14))
  }

  @Test("Up to the accepted count it is accepted, and not red")
  func within() throws {
    let verdict = try verdict(twoAllocationsMore, acceptance(of: Example.allocations, from: 12, to: 14))
    #expect(verdict.outcome == .accepted && verdict.reason == .countGrew)
    #expect(!RedRule.continuousIntegration.isRed(verdict))
    #expect(
      verdict.acceptance
        == Verdict.Acceptance(state: .valid, until: "2026-12-31", reason: "the index needs it", limit: 14))
  }

  @Test("One count beyond it is red, and the verdict has the accepted count")
  func beyond() throws {
    let verdict = try verdict(twoAllocationsMore, acceptance(of: Example.allocations, from: 12, to: 13))
    #expect(verdict.outcome == .regressed && RedRule.local.isRed(verdict))
    #expect(verdict.acceptance?.state == .exceeded && verdict.acceptance?.limit == 13)
  }

  @Test(
    "It holds on its last day and not on the next",
    arguments: [("2026-11-20", true), ("2026-11-19", false), ("2027-01-01", true)])
  func expiry(until: String, holds: Bool) throws {
    let verdict = try verdict(
      twoAllocationsMore, acceptance(of: Example.allocations, from: 12, to: 14, until: until))
    #expect(verdict.outcome == (holds ? .accepted : .regressed))
    #expect(verdict.acceptance?.state == (holds ? .valid : .expired))
  }

  @Test(
    "A time passes up to the accepted one and the tolerance",
    arguments: [(150.0, true), (179.9, true), (180.1, false), (400, false)])
  func tolerance(now: Double, passes: Bool) throws {
    let verdict = try verdict(
      Scenario(now: many(15, now)), acceptance(of: Example.wallClock, from: 100, to: 150))
    #expect(verdict.outcome == (passes ? .accepted : .regressed))
    #expect(abs((verdict.acceptance?.limit ?? 0) - 180) < 1e-9)
  }

  @Test("One session within the accepted change is enough")
  func oneSession() throws {
    let verdict = try verdict(
      Scenario(now: [179] + many(14, 500)), acceptance(of: Example.wallClock, from: 100, to: 150))
    #expect(verdict.outcome == .accepted)
  }

  @Test("A rate is worse when it falls", arguments: [(60.0, true), (48.1, true), (47.9, false)])
  func rate(now: Double, passes: Bool) throws {
    let verdict = try verdict(
      Scenario(metric: Example.throughput, now: many(15, now)),
      acceptance(of: Example.throughput, from: 100, to: 60))
    #expect(verdict.outcome == (passes ? .accepted : .regressed))
  }

  @Test("A baseline recorded since does not extend the accepted time")
  func laterBaseline() throws {
    let scenario = Scenario(baseline: Array(repeating: 150, count: 12), now: many(15, 220))
    let verdict = try verdict(scenario, acceptance(of: Example.wallClock, from: 100, to: 150))
    #expect(verdict.outcome == .regressed && verdict.acceptance?.state == .exceeded)
  }

  @Test("On another machine class the same relative change passes")
  func otherMachine() throws {
    var elsewhere = Example.environment
    elsewhere.machine.processors = 64
    let accepted = acceptance(of: Example.wallClock, from: 10, to: 15, in: elsewhere)
    #expect(try verdict(Scenario(now: many(15, 179)), accepted).outcome == .accepted)
    #expect(try verdict(Scenario(now: many(15, 181)), accepted).outcome == .regressed)
  }

  @Test("From zero, on another toolchain, the same amount passes")
  func fromZero() throws {
    var elsewhere = Example.environment
    elsewhere.toolchain.swift = "6.4"
    let accepted = acceptance(of: Example.allocations, from: 0, to: 3, in: elsewhere)
    func scenario(_ now: Double) -> Scenario {
      Scenario(metric: Example.allocations, range: 0...0, now: many(3, now))
    }
    #expect(try verdict(scenario(3), accepted).outcome == .accepted)
    #expect(try verdict(scenario(4), accepted).outcome == .regressed)
  }

  @Test("It is for one metric of one benchmark, in its unit")
  func scope() throws {
    var other = Example.allocations
    other.unit = .bytes
    for accepted in [
      acceptance(of: Example.hits, from: 12, to: 14), acceptance(of: other, from: 12, to: 14),
      acceptance(
        of: Example.allocations, from: 12, to: 14, id: BenchmarkID(module: "M", suite: [], test: "decode()")),
    ] {
      let verdict = try verdict(twoAllocationsMore, accepted)
      #expect(verdict.outcome == .regressed && verdict.acceptance == nil)
    }
  }

  @Test("Only a regression is accepted", arguments: Verdict.Outcome.known.filter { $0 != .regressed })
  func otherOutcomes(outcome: Verdict.Outcome) {
    let rule = AcceptanceRule(
      [acceptance(of: Example.wallClock, from: 100, to: 1_000)], environment: Example.environment, today: Self.today)
    let verdict = Verdict(
      benchmark: Example.id, metric: Example.wallClock, outcome: outcome, reason: .everySessionWorse, baseline: 100,
      now: 150)
    var judged = verdict
    rule.apply(to: &judged)
    #expect(judged == verdict)
  }

  @Test("A budget that is exceeded stays red beside it")
  func budget() throws {
    var scenario = Scenario(now: many(15, 150))
    scenario.budgets = [Budget(metric: "wallClock", statistic: .p50, limit: 120)]
    let rule = AcceptanceRule(
      [acceptance(of: Example.wallClock, from: 100, to: 150)], environment: Example.environment, today: Self.today)
    let verdicts = BenchmarkJudge(finder: scenario.finder, acceptances: rule).judge(scenario.sessions).verdicts
    #expect(verdicts.map(\.outcome) == [.accepted, .overBudget])
  }

  @Test("Against another build it passes as well")
  func pair() {
    let sessions = { (value: Double) in
      (0..<18).map { _ in Scenario.session([MetricReading(Example.wallClock, values: [value])]) }
    }
    let rule = AcceptanceRule(
      [acceptance(of: Example.wallClock, from: 100, to: 150)], environment: Example.environment, today: Self.today)
    let judge = BenchmarkJudge(finder: Scenario(now: []).finder, acceptances: rule)
    #expect(judge.judge(sessions(150), inTurnWith: sessions(100)).verdicts.map(\.outcome) == [.accepted])
    #expect(judge.judge(sessions(190), inTurnWith: sessions(100)).verdicts.map(\.outcome) == [.regressed])
  }

  // MARK: - Beside a build whose commit accepts regressions

  private static let elsewhere: RunEnvironment = {
    var environment = Example.environment
    environment.machine.processors = 64
    return environment
  }()

  /// The verdict on a time beside another build whose commit accepts something.
  private func pairedVerdict(
    _ now: Double, beside base: Double, _ accepted: AcceptedRegression, inBase: AcceptedRegression...
  ) throws -> Verdict {
    let sessions = { (value: Double) in
      (0..<18).map { _ in Scenario.session([MetricReading(Example.wallClock, values: [value])]) }
    }
    let rule = AcceptanceRule([accepted], inBase: inBase, environment: Example.environment, today: Self.today)
    let judge = BenchmarkJudge(finder: Scenario(now: []).finder, acceptances: rule)
    return try #require(judge.judge(sessions(now), inTurnWith: sessions(base)).verdicts.first)
  }

  @Test("Against a build whose commit accepts the same it does not hold", arguments: [Example.environment, elsewhere])
  func inBase(environment: RunEnvironment) throws {
    let accepted = acceptance(of: Example.wallClock, from: 100, to: 150, in: environment)
    #expect(try pairedVerdict(149, beside: 100, accepted).outcome == .accepted)
    let again = try pairedVerdict(149, beside: 100, accepted, inBase: accepted)
    #expect(again.outcome == .regressed && again.acceptance == nil)
    var extended = accepted
    (extended.until, extended.reason) = (Self.day("2027-01-31"), "it takes longer")
    #expect(try pairedVerdict(149, beside: 100, extended, inBase: accepted).outcome == .regressed)
  }

  @Test(
    "Against a build whose commit accepts less, on another machine class, the change since then passes",
    arguments: [100.0, 150])
  func raised(baseline: Double) throws {
    let earlier = acceptance(of: Example.wallClock, from: 100, to: 150, in: Self.elsewhere)
    let raised = acceptance(of: Example.wallClock, from: baseline, to: 180, in: Self.elsewhere)
    #expect(try pairedVerdict(143, beside: 100, raised, inBase: earlier).outcome == .accepted)
    let beyond = try pairedVerdict(146, beside: 100, raised, inBase: earlier)
    #expect(beyond.outcome == .regressed && beyond.acceptance?.state == .exceeded)
    #expect(abs((beyond.acceptance?.limit ?? 0) - 144) < 1e-9)
  }

  @Test("An acceptance of another metric in that commit changes nothing")
  func otherInBase() throws {
    let accepted = acceptance(of: Example.wallClock, from: 100, to: 150)
    let other = acceptance(of: Example.allocations, from: 100, to: 150)
    #expect(try pairedVerdict(149, beside: 100, accepted, inBase: other).outcome == .accepted)
  }

  @Test("Against baselines it holds whatever another commit accepts, also for counts of a pair")
  func inBaseByFile() {
    let accepted = [
      acceptance(of: Example.wallClock, from: 100, to: 150), acceptance(of: Example.allocations, from: 12, to: 14),
    ]
    let rule = AcceptanceRule(accepted, inBase: accepted, environment: Example.environment, today: Self.today)
    let times = Scenario(now: many(15, 150))
    let byFile = BenchmarkJudge(finder: times.finder, acceptances: rule).judge(times.sessions)
    #expect(byFile.verdicts.map(\.outcome) == [.accepted])
    let judge = BenchmarkJudge(finder: twoAllocationsMore.finder, acceptances: rule)
    func outcomes(by counts: PairedRun.CountReference) -> [Verdict.Outcome] {
      let sessions = { (value: Double) in
        (0..<8).map { _ in Scenario.session([MetricReading(Example.allocations, values: [value])]) }
      }
      let judgement = judge.judge(
        sessions(14), inTurnWith: sessions(12), by: PairedComparison(counts: counts),
        .none(because: .sessionsAreGiven))
      return judgement.verdicts.map(\.outcome)
    }
    #expect(outcomes(by: .baselines) == [.accepted])
    #expect(outcomes(by: .otherBuild) == [.regressed])
  }

  @Test("A regressed verdict is accepted with its number and environment, another outcome is not")
  func number() throws {
    var verdict = try verdict(Scenario(now: many(15, 150)))
    let accepted = try #require(
      AcceptedRegression(
        verdict, in: Example.environment, reason: "why", since: Self.today, until: Self.day("2026-12-31")))
    #expect(accepted.value == 150 && accepted.baseline == 100 && accepted.isOf(Example.environment))
    verdict.outcome = .same
    #expect(
      AcceptedRegression(verdict, in: Example.environment, reason: "why", since: Self.today, until: Self.today) == nil)
  }
}

@Suite("Unused acceptances are listed")
struct UnusedAcceptanceTests {
  private func cause(
    _ outcome: Verdict.Outcome?, in environment: RunEnvironment = Example.environment, isExcused: Bool = false,
    isInBase: Bool = false
  ) -> UnusedAcceptance.Cause? {
    let day = Day(Date(timeIntervalSince1970: 0))
    let acceptance = AcceptedRegression(
      benchmark: Example.id, metric: "wallClock", unit: .nanoseconds, baseline: 100, value: 150,
      toolchain: environment.toolchain.folderName, machine: environment.machine.folderName, reason: "r", since: day,
      until: day)
    let rule = AcceptanceRule(
      [acceptance], inBase: isInBase ? [acceptance] : [], environment: Example.environment, today: day)
    let verdicts = outcome.map { outcome in
      var verdict = Verdict(
        benchmark: Example.id, metric: Example.wallClock, outcome: outcome, reason: .withinTolerance)
      verdict.budget = outcome == .overBudget ? .p95 : nil
      return [verdict]
    }
    return rule.unused(in: verdicts ?? []) { _ in isExcused }.first?.cause
  }

  @Test("A metric that is no longer regressed is listed, an undecided one is not", arguments: Verdict.Outcome.known)
  func outcomes(outcome: Verdict.Outcome) {
    let expected: UnusedAcceptance.Cause? =
      switch outcome {
      case .same, .improved: .notRegressed
      case .missing, .overBudget: .notMeasured
      default: nil
      }
    #expect(cause(outcome) == expected)
  }

  @Test("A missing benchmark is listed, unless it was left out on purpose")
  func missing() {
    #expect(cause(nil) == .notMeasured)
    #expect(cause(nil, isExcused: true) == nil)
  }

  @Test("A metric that never regressed on this machine class is left alone")
  func otherMachine() {
    var elsewhere = Example.environment
    elsewhere.machine.processors = 64
    #expect(cause(.same, in: elsewhere) == nil)
  }

  @Test("A metric that is as slow in the other build, whose commit accepts it as well, is left alone")
  func inBase() {
    #expect(cause(.same, isInBase: true) == nil)
    #expect(cause(nil, isInBase: true) == .notMeasured)
  }
}

@Suite("Recording ends the acceptances of the old baseline")
struct EndedAcceptanceTests {
  private func settles(
    now: Double, baseline: [Double]? = Array(repeating: 100, count: 12), policy: BaselineUpdate.Policy = .update,
    measured: Bool = true, metric: MetricDescription = Example.wallClock,
    in environment: RunEnvironment = Example.environment
  ) -> Bool {
    var loaded = BaselineStore.Loaded()
    loaded.times = baseline.map { [Example.document(Example.benchmark(Example.sampled($0)))] } ?? []
    let sessions = (0..<12).map { _ in Scenario.session([MetricReading(Example.wallClock, values: [now])]) }
    let update = BaselineUpdate(
      loaded: loaded, sessions: measured ? [Example.id: sessions] : [:], environment: Example.environment,
      policy: policy, provenance: Example.recorded, isGone: { _ in true })
    let day = Day(Date(timeIntervalSince1970: 0))
    let acceptance = AcceptedRegression(
      benchmark: Example.id, metric: metric.name, unit: metric.unit, baseline: 100, value: 150,
      toolchain: environment.toolchain.folderName, machine: environment.machine.folderName, reason: "r", since: day,
      until: day)
    return update.settles(acceptance, in: Example.environment)
  }

  @Test("A baseline that is replaced, recorded again, or agrees with fresh sessions")
  func ended() {
    #expect(settles(now: 150))
    #expect(settles(now: 150, baseline: nil))
    #expect(settles(now: 100))
  }

  @Test("A benchmark that is removed")
  func removed() { #expect(settles(now: 1, measured: false)) }

  @Test("Not sessions that join the old ones, another metric, or another machine class")
  func kept() {
    var elsewhere = Example.environment
    elsewhere.machine.processors = 64
    #expect(!settles(now: 150, policy: .add))
    #expect(!settles(now: 150, metric: Example.allocations))
    #expect(!settles(now: 150, in: elsewhere))
  }
}
