import PerformanceOperations
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("The budgets of a run as they are now")
struct BudgetCheckTests {
  private static let id = Example.id("decode()")

  private static func rule(_ id: String, _ pattern: String, limit: Double) -> BudgetRule {
    BudgetRule(id: id, benchmark: BenchmarkPattern(pattern), metric: "allocations", limit: limit)
  }

  /// Checks a run of one benchmark with 12 allocations.
  /// - Parameter own: the limits that its session has in the log.
  private static func check(_ rules: [BudgetRule], own: [Budget] = [], filters: [String] = []) -> BudgetCheck {
    var session = Example.session("decode()", wallClock: 100, allocations: 12)
    session.budgets = own
    let events = Example.events([Example.same(id)], sessions: [session], filters: filters)
    return BudgetCheck(RunRecord(events), by: rules, baselines: .init())
  }

  private static func results(_ check: BudgetCheck) -> [String] {
    check.benchmarks.flatMap(\.verdicts).map { "\($0.budgetFacts?.origin?.id ?? "test") \($0.outcome.name)" }
  }

  @Test("The limits of the file are those of now, and the ones that the run had from it count no more")
  func now() {
    let old = Budget(metric: "allocations", statistic: .minimum, limit: 1, origin: .init(id: "old"))
    let check = Self.check([Self.rule("new", "*", limit: 11)], own: [old])
    #expect(Self.results(check) == ["new overBudget"])
    #expect(check.benchmarks.flatMap(\.sessions).flatMap(\.budgets).map(\.origin?.id) == ["new"])
  }

  @Test("The limits of the tests stay, and nothing but budgets is judged")
  func own() {
    let limit = Budget(metric: "allocations", statistic: .minimum, limit: 11)
    #expect(Self.results(Self.check([], own: [limit])) == ["test overBudget"])
    #expect(Self.results(Self.check([Self.rule("wide", "*", limit: 12)])).allSatisfy { !$0.contains("overBudget") })
    #expect(Self.check([]).benchmarks.flatMap(\.verdicts).isEmpty)
  }

  @Test("A budget without a benchmark is a mistake in a run of all benchmarks, and none in a part of them")
  func unused() {
    let rules = [Self.rule("typo", "Nothing*", limit: 1)]
    #expect(Self.check(rules).unused.map(\.id) == ["typo"])
    #expect(Self.check(rules, filters: ["JSON"]).unused.isEmpty)
    #expect(BudgetCheck(RunRecord([]), by: rules, baselines: .init()).unused.isEmpty)
  }
}
