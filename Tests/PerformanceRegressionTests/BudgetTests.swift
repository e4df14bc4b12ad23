import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("A budget is judged without a baseline")
struct BudgetTests {
  static let samples = (1...100).map(Double.init)

  private func judge(
    _ budget: Budget, _ metric: MetricDescription = Example.wallClock, sessions: Int = 15, values: [Double] = samples,
    conditions: SessionConditions? = nil, last: Remaining = .more
  ) -> Judgement {
    let finder = ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment)
    let session = Scenario.session(
      [MetricReading(metric, values: values)], budgets: [budget], conditions: conditions)
    return BenchmarkJudge(finder: finder).judge(Array(repeating: session, count: sessions), last)
  }

  private func answer(_ judgement: Judgement) -> Verdict? {
    judgement.verdicts.first { $0.reason != .notInBaseline }
  }

  @Test(
    "The statistic is that of the samples, and a value at the limit passes",
    arguments: [
      (Budget.Statistic.minimum, 1.0), (.p50, 50.5), (.p90, 90.1), (.p95, 95.05), (.p99, 99.01), (.maximum, 100),
      (.mean, 50.5),
    ])
  func statistic(statistic: Budget.Statistic, value: Double) throws {
    let within = judge(Budget(metric: "wallClock", statistic: statistic, limit: value + 1e-9))
    #expect(within.verdicts.map(\.outcome) == [.new])
    let verdict = try #require(answer(judge(Budget(metric: "wallClock", statistic: statistic, limit: value - 0.01))))
    #expect(verdict.outcome == .overBudget && verdict.reason == .budgetExceeded)
    #expect(try abs(#require(verdict.now) - value) < 1e-9)
    #expect(verdict.baseline == value - 0.01)
    #expect(verdict.budget == statistic && verdict.detail == nil)
    #expect(RedRule.local.isRed(verdict))
  }

  @Test("A rate has a lower limit, reached by 95 of 100 samples")
  func rate() throws {
    let limits = [(5.9, Verdict.Outcome?.none), (6, .overBudget)]
    for (limit, outcome) in limits {
      let judgement = judge(Budget(metric: "throughput", statistic: .p95, limit: limit), Example.throughput)
      #expect(answer(judgement)?.outcome == outcome)
    }
  }

  @Test(
    "A budget needs as many sessions beyond it as a regression does",
    arguments: [("wallClock", Example.wallClock, 15), ("allocations", Example.allocations, 3)])
  func sessions(name: String, metric: MetricDescription, sessions: Int) throws {
    let budget = Budget(metric: name, statistic: .maximum, limit: 1)
    let early = judge(budget, metric, sessions: sessions - 1)
    #expect(early.wantsMore)
    #expect(answer(early)?.outcome == .ambiguous && answer(early)?.reason == .tooFewSessions)
    let late = judge(budget, metric, sessions: sessions)
    #expect(!late.wantsMore && answer(late)?.outcome == .overBudget)
  }

  @Test(
    "The available sessions decide where no more will be taken",
    arguments: [
      (Remaining.End.timeLimitReached, Verdict.Outcome.overBudget, Verdict.Reason.budgetExceeded),
      (.measuredInProcess, .ambiguous, .measuredInProcess),
    ])
  func lastSession(last: Remaining.End, outcome: Verdict.Outcome, reason: Verdict.Reason) throws {
    let judgement = judge(
      Budget(metric: "wallClock", statistic: .p50, limit: 1), sessions: 1, last: .none(because: last))
    #expect(!judgement.wantsMore)
    #expect(answer(judgement)?.outcome == outcome && answer(judgement)?.reason == reason)
  }

  @Test("The best session decides")
  func bestSession() {
    let finder = ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment)
    let sessions = [90.0, 91, 10].map {
      Scenario.session(
        [MetricReading(Example.wallClock, values: [$0])],
        budgets: [Budget(metric: "wallClock", statistic: .p50, limit: 20)])
    }
    #expect(BenchmarkJudge(finder: finder).judge(sessions).verdicts.map(\.outcome) == [.new])
  }

  @Test("A disturbed machine explains a part of a time, and nothing of a count")
  func disturbed() {
    let busy = SessionConditions(waitShare: 0.9)
    let time = judge(Budget(metric: "wallClock", statistic: .p50, limit: 10), conditions: busy)
    #expect(answer(time)?.outcome == .contaminated && answer(time)?.reason == .machineBusy)
    // More than ten times the limit is more than the waiting explains.
    let over = judge(Budget(metric: "wallClock", statistic: .p50, limit: 5), conditions: busy)
    #expect(answer(over)?.outcome == .overBudget)
    let count = judge(
      Budget(metric: "allocations", statistic: .maximum, limit: 1), Example.allocations, conditions: busy)
    #expect(answer(count)?.outcome == .overBudget)
  }

  @Test(
    "One disturbed session explains nothing of the others; two of the three best do",
    arguments: [(0, Verdict.Outcome.overBudget), (1, .overBudget), (2, .contaminated), (15, .contaminated)])
  func disturbedSessions(disturbed: Int, outcome: Verdict.Outcome) {
    let sessions = (0..<15).map { index in
      Scenario.session(
        [MetricReading(Example.wallClock, values: [50])],
        budgets: [Budget(metric: "wallClock", statistic: .p50, limit: 45)],
        conditions: SessionConditions(waitShare: index < disturbed ? 0.9 : 0))
    }
    let finder = ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment)
    let verdict = answer(BenchmarkJudge(finder: finder).judge(sessions))
    #expect(verdict?.outcome == outcome && verdict?.budget == .p50)
  }

  @Test("A metric that was not measured has no budget verdict")
  func unmeasured() {
    #expect(answer(judge(Budget(metric: "other", statistic: .p50, limit: 1))) == nil)
  }
}
