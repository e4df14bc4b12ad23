import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("A budget beside an older build")
struct BudgetPairTests {
  private static let budget = Budget(
    metric: "wallClock", statistic: .minimum, limit: 100, origin: Budget.Origin(id: "decode", owner: "store"))
  private static let candidate = Candidate(
    benchmark: Example.id, metric: "wallClock", statistic: .minimum, limit: 100)

  private func sessions(_ values: [Double], _ metric: MetricDescription = Example.wallClock) -> [BenchmarkSession] {
    values.map { Scenario.session([MetricReading(metric, values: [$0])], budgets: [Self.budget]) }
  }

  private func judge(scope: JudgedScope = .everything, confirms: Bool = false) -> BenchmarkJudge {
    BenchmarkJudge(
      finder: ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment), confirms: confirms,
      scope: scope)
  }

  private func budgetVerdict(_ judgement: Judgement) -> Verdict? { judgement.verdicts.first { $0.budget != nil } }

  @Test(
    "The base that is over by the same amount makes an exceeded limit green, and no other base does",
    arguments: [(114.0, true), (101, true), (100, false), (95, false), (94, false)])
  func base(value: Double, isOver: Bool) throws {
    let judgement = judge().judge(sessions(many(15, 114)), inTurnWith: sessions(many(15, value)))
    let verdict = try #require(budgetVerdict(judgement))
    #expect(verdict.outcome == .overBudget && verdict.budgetFacts?.base == value)
    #expect(verdict.isOverInBase == isOver)
    #expect(RedRule.continuousIntegration.isRed(verdict) == !isOver)
  }

  @Test("Where baselines judge counts, a base that is over excuses a time, and no count")
  func counts() throws {
    var count = Self.budget
    count.metric = "allocations"
    let readings = [
      MetricReading(Example.wallClock, values: [114]), MetricReading(Example.allocations, values: [114]),
    ]
    let sessions = Array(repeating: Scenario.session(readings, budgets: [Self.budget, count]), count: 15)
    func red(_ counts: PairedRun.CountReference) -> [String?] {
      judge().judge(sessions, inTurnWith: sessions, by: PairedComparison(counts: counts)).verdicts
        .filter { $0.budget != nil && RedRule.local.isRed($0) }.map(\.metric?.name)
    }
    #expect(red(.baselines) == ["allocations"] && red(.otherBuild) == [])
  }

  @Test("A build that exceeds the limit by more than the base does is red")
  func worse() throws {
    let judgement = judge().judge(sessions(many(15, 180)), inTurnWith: sessions(many(15, 110)))
    let verdict = try #require(budgetVerdict(judgement))
    #expect(!verdict.isOverInBase && RedRule.local.isRed(verdict))
  }

  @Test("A budget that only warns is shown and never red")
  func warning() throws {
    var warning = Self.budget
    warning.origin?.severity = .warning
    let session = Scenario.session([MetricReading(Example.wallClock, values: [300])], budgets: [warning])
    let verdict = try #require(budgetVerdict(judge().judge(Array(repeating: session, count: 15))))
    #expect(verdict.outcome == .overBudget && !RedRule.continuousIntegration.isRed(verdict))
  }

  @Test("A time over its limit waits for a pair, after fewer sessions; a count does not wait")
  func awaited() throws {
    let time = judge(confirms: true).judge(sessions(many(5, 114)))
    #expect(!time.wantsMore && budgetVerdict(time)?.isCandidate == true)
    #expect(budgetVerdict(time)?.candidate == Self.candidate)
    var count = Self.budget
    count.metric = "allocations"
    let session = Scenario.session([MetricReading(Example.allocations, values: [114])], budgets: [count])
    let verdict = try #require(budgetVerdict(judge(confirms: true).judge([session, session, session])))
    #expect(!verdict.isCandidate && RedRule.local.isRed(verdict))
  }

  private static let pairs: [([Double], [Double], Verdict.Confirmation.State, Verdict.Outcome, Bool)] = [
    (many(3, 114), many(3, 113), .refuted, .overBudget, false),
    (many(3, 114), many(3, 93), .confirmed, .overBudget, true),
    ([114, 99, 98], many(3, 99), .unresolved, .ambiguous, false),
  ]

  @Test("A pair of the candidates says whether the change is to blame", arguments: pairs)
  func settled(
    now: [Double], base: [Double], state: Verdict.Confirmation.State, outcome: Verdict.Outcome, isRed: Bool
  ) throws {
    let awaited = try #require(budgetVerdict(judge(confirms: true).judge(sessions(many(5, 114)))))
    let pair = judge(scope: .only([Self.candidate])).judge(sessions(now), inTurnWith: sessions(base))
    #expect(!pair.wantsMore && pair.verdicts.count == 1)
    let later = try #require(budgetVerdict(pair)?.confirming(against: "3f2c91d"))
    #expect(later.confirmation?.state == state && later.confirmation?.pairs == 3)
    let record = RunRecord([awaited, later].map { RunEvent(time: 0, .verdict($0)) })
    let settled = try #require(record.verdicts.first)
    #expect(record.verdicts.count == 1 && settled.outcome == outcome)
    #expect(RedRule.continuousIntegration.isRed(settled) == isRed)
    #expect(settled.budgetFacts?.origin?.id == "decode")
  }

  @Test("Without a pair the limit stands, with the reason why there was none")
  func unavailable() throws {
    let awaited = try #require(budgetVerdict(judge(confirms: true).judge(sessions(many(5, 114)))))
    let alone = judge(scope: .only([Self.candidate])).judge(sessions(many(15, 114)))
    let later = try #require(budgetVerdict(alone)).unconfirmed(because: .noCommit)
    let record = RunRecord([awaited, later].map { RunEvent(time: 0, .verdict($0)) })
    #expect(record.verdicts.map(\.outcome) == [.overBudget] && RedRule.local.isRed(record.verdicts[0]))
    #expect(record.verdicts[0].confirmation?.state == .unavailable)
  }

  @Test(
    "A limit is at risk where it is near and some sessions are beyond it",
    arguments: [
      ([101.0, 99], Verdict.Reason?.some(.budgetAtRisk)), ([120, 91], .budgetAtRisk), ([120, 89], nil),
      ([99, 99], nil),
      ([300, 50], nil),
    ])
  func atRisk(values: [Double], reason: Verdict.Reason?) {
    let judgement = judge().judge(sessions(values))
    #expect(budgetVerdict(judgement)?.reason == reason && !judgement.wantsMore)
    if let verdict = budgetVerdict(judgement) {
      #expect(verdict.outcome == .ambiguous && !RedRule.continuousIntegration.isRed(verdict))
    }
  }
}
