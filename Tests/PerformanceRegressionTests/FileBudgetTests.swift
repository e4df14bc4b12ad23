import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("Budgets of the file become limits of the benchmarks that they match")
struct FileBudgetTests {
  private func rule(
    _ id: String = "a", _ pattern: String = "CatalogTests.*", _ metric: String = "wallClock", limit: Double? = nil,
    percent: Double? = nil
  ) -> BudgetRule {
    BudgetRule(
      id: id, benchmark: BenchmarkPattern(pattern), metric: metric, limit: limit, percent: percent, owner: "store",
      note: "shown at start")
  }

  private func budgets(_ rules: [BudgetRule], _ scenario: Scenario = Scenario(now: [])) -> FileBudgets {
    FileBudgets(rules, finder: scenario.finder)
  }

  private let session = Scenario.session([MetricReading(Example.wallClock, values: [90])])

  @Test("A limit has its id, owner and note, and comes after those of the test")
  func absolute() {
    var limited = session
    limited.budgets = [Budget(metric: "wallClock", statistic: .p95, limit: 1)]
    let attached = budgets([rule(limit: 100)]).attached(to: limited)
    #expect(
      attached.budgets == [
        Budget(metric: "wallClock", statistic: .p95, limit: 1),
        Budget(
          metric: "wallClock", statistic: .minimum, limit: 100,
          origin: Budget.Origin(id: "a", owner: "store", note: "shown at start")),
      ])
  }

  @Test(
    "A relative limit is that many percent worse than the baseline, and of two limits the stricter counts",
    arguments: [(nil, 25.0, 125.0), (110, 25, 110), (200, 25, 125), (nil, 0, 100)] as [(Double?, Double, Double)])
  func relative(limit: Double?, percent: Double, expected: Double) {
    let attached = budgets([rule(limit: limit, percent: percent)]).attached(to: session)
    #expect(attached.budgets.map(\.limit) == [expected])
  }

  @Test("Where more is better, a relative limit is below the baseline")
  func rate() {
    let scenario = Scenario(metric: Example.throughput, now: [])
    let session = Scenario.session([MetricReading(Example.throughput, values: [90])])
    let attached = budgets([rule("a", "*", "throughput", percent: 25)], scenario).attached(to: session)
    #expect(attached.budgets.map(\.limit) == [75])
  }

  @Test("A count is compared with the greatest count on file")
  func count() {
    let scenario = Scenario(metric: Example.allocations, range: 10...12, now: [])
    let session = Scenario.session([MetricReading(Example.allocations, values: [11])])
    let attached = budgets([rule("a", "*", "allocations", percent: 50)], scenario).attached(to: session)
    #expect(attached.budgets.map(\.limit) == [18])
  }

  @Test("A budget without effect is reported with its cause, and a pattern only in a run of everything")
  func unused() {
    let rules = [
      rule("used", limit: 100), rule("nowhere", "Other.*", limit: 1), rule("unread", "*", "instructions", limit: 1),
      rule("new", "*", "throughput", percent: 10),
    ]
    let both = Scenario.session([
      MetricReading(Example.wallClock, values: [90]), MetricReading(Example.throughput, values: [90]),
    ])
    let budgets = budgets(rules)
    let sessions = [Example.id: [SessionEvent(round: 1, session: budgets.attached(to: both))]]
    func causes(isWhole: Bool) -> [String] {
      budgets.unused(in: sessions, isWhole: isWhole).map { "\($0.id) \($0.cause.name)" }
    }
    #expect(causes(isWhole: true) == ["nowhere noBenchmark", "unread notRead", "new noBaseline"])
    #expect(causes(isWhole: false) == ["unread notRead", "new noBaseline"])
  }

  @Test("A benchmark on file that was not measured is no mistake of the pattern")
  func unmeasured() {
    #expect(budgets([rule(limit: 100)]).unused(in: [:], isWhole: true).isEmpty)
  }
}
