import PerformanceOperations
import Testing

@Suite("Error budgets and burn rates")
struct ErrorBudgetTests {
  @Test("42 bad of 6000 events leave 30 % of a budget of 1 %, at a burn rate of 0.7")
  func month() {
    let budget = ErrorBudget(target: 0.99, EventCount(bad: 42, total: 6_000))
    #expect(abs(budget.count.errorRate - 0.007) < 1e-12)
    #expect(abs(budget.remaining - 0.3) < 1e-9 && abs(budget.burnRate - 0.7) < 1e-9)
    #expect(budget.state == .watch && !budget.isFrozen)
  }

  @Test(
    "The levels that the rest of a budget is below are 75, 50 and 10 %",
    arguments: [
      (0, []), (25, []), (26, [0.75]), (50, [0.75]), (51, [0.75, 0.5]), (90, [0.75, 0.5]), (91, [0.75, 0.5, 0.1]),
      (400, [0.75, 0.5, 0.1]),
    ] as [(Int, [Double])])
  func levels(bad: Int, expected: [Double]) {
    #expect(ErrorBudget(target: 0.9, EventCount(bad: bad, total: 1_000)).crossedLevels == expected)
    #expect(ErrorBudget(target: 0.9, EventCount(bad: 0, total: 0)).crossedLevels.isEmpty)
  }

  @Test("A hour with 8 bad of 40 does not page, and one with 15 of 40 does")
  func hour() {
    let page = BurnWindow.hours[0]
    let limit = page.factor(period: 720) * 0.01
    #expect(abs(limit - 0.144) < 1e-12)
    let (few, many) = (EventCount(bad: 8, total: 40), EventCount(bad: 15, total: 40))
    #expect(abs(EventGuard.lowerBound(few) - 0.104) < 0.0005 && abs(EventGuard.lowerBound(many) - 0.247) < 0.0005)
    #expect(!EventGuard.isCertain(few, above: limit) && EventGuard.isCertain(many, above: limit))
  }

  private static let factors: [(Double, [Double])] = [
    (30, [14.4, 6, 3, 1]), (28, [13.44, 5.6, 2.8, 28.0 / 30]),
  ]

  @Test("The factor of a pair is its share of the period's budget: 14.4, 6, 3 and 1 for 30 days", arguments: factors)
  func factor(days: Double, expected: [Double]) {
    let factors = BurnWindow.hours.map { $0.factor(period: days * 24) }
    for (factor, expected) in zip(factors, expected) { #expect(abs(factor - expected) < 1e-9) }
  }

  @Test("Windows in runs have the factors 12.5, 6.25, 3.1 and 1.04 for 500 runs")
  func runs() {
    let factors = BurnWindow.runs.map { $0.factor(period: 500) }
    for (factor, expected) in zip(factors, [12.5, 6.25, 3.125, 1.0416667]) { #expect(abs(factor - expected) < 1e-6) }
  }

  private static let fewest: [(Double, [Int])] = [
    (0.999, [70, 167, 1_000]), (0.995, [14, 34, 200]), (0.99, [7, 17, 100]), (0.98, [4, 9, 50]), (0.95, [2, 4, 20]),
  ]

  @Test("As many events are needed that a single bad one stays below the limit", arguments: fewest)
  func fewestEvents(target: Double, expected: [Int]) {
    let counts = [0, 1, 3].map { BurnWindow.hours[$0].fewestEvents(target: target, period: 720) }
    #expect(counts == expected)
  }

  @Test(
    "A pair that no share of bad events can reach is left out",
    arguments: [
      (0.9, [false, true, true, true]), (0.94, [true, true, true, true]), (0.8, [false, false, true, true]),
    ])
  func impossible(target: Double, expected: [Bool]) {
    #expect(BurnWindow.hours.map { $0.isPossible(target: target, period: 720) } == expected)
  }

  @Test(
    "The states are bounded at 50, 25, 10 and 0 % of the budget",
    arguments: [
      (0, ErrorBudget.State.ok), (49, .ok), (50, .watch), (74, .watch), (75, .warning), (90, .warning), (91, .freeze),
      (99, .freeze), (100, .exhausted), (150, .exhausted),
    ])
  func states(bad: Int, state: ErrorBudget.State) {
    #expect(ErrorBudget(target: 0.99, EventCount(bad: bad, total: 10_000)).state == state)
  }

  @Test("Without events nothing is known, which is not healthy")
  func empty() {
    let budget = ErrorBudget(target: 0.99, EventCount())
    #expect(budget.state == .noData && !budget.isFrozen)
  }

  @Test(
    "A single bad event among few spends the budget and stops no release; more than one does",
    arguments: [(1, 2, false), (1, 12, false), (2, 20, true), (2, 120, false), (3, 120, true), (100, 10_000, true)])
  func frozen(bad: Int, total: Int, isFrozen: Bool) {
    let budget = ErrorBudget(target: 0.99, EventCount(bad: bad, total: total))
    #expect(budget.state == .exhausted && budget.isFrozen == isFrozen)
  }

  @Test("At burn rates of 14.4, 6, 3 and 1 a fresh budget of 30 days lasts 50 hours, 5, 10 and 30 days")
  func exhaustion() {
    let budget = ErrorBudget(target: 0.99, EventCount(bad: 0, total: 100))
    let hours = [14.4, 6, 3, 1].compactMap { budget.exhaustion(period: 720, burnRate: $0) }
    for (hours, expected) in zip(hours, [50.0, 120, 240, 720]) { #expect(abs(hours - expected) < 1e-9) }
    #expect(hours.count == 4 && budget.exhaustion(period: 720, burnRate: 0) == nil)
  }
}
