import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("A budget that no number was compared with")
struct UnreadBudgetsTests {
  private func verdicts(
    _ readings: [MetricReading], _ absence: UnreadBudgets.Absence = .unread(nil, because: .notRead)
  ) -> [Verdict] {
    let session = BenchmarkSession(
      id: Example.id, location: Example.location, iterations: 1, readings: readings,
      budgets: [Self.budget])
    let sessions = [PassName.counting, .timing, .timing].map { SessionEvent(pass: $0, round: 1, session: session) }
    return UnreadBudgets.verdicts(sessions: [Example.id: sessions]) { _ in absence }
  }

  private static let budget = Budget(metric: "wallClock", statistic: .p95, limit: 3)

  private static func unchecked(_ cause: UncheckedBudget.Cause) -> Verdict.Detail {
    .uncheckedBudget(UncheckedBudget(budget, because: cause))
  }

  @Test("is a verdict by name, and red in continuous integration")
  func unread() throws {
    let verdict = try #require(verdicts([]).first)
    #expect(verdict.outcome == .incomparable && verdict.reason == .budgetUnreadable)
    #expect(verdict.detail == Self.unchecked(.notRead))
    #expect(verdict.location == Example.location && verdict.sessions == 2)
    #expect(!RedRule.local.isRed(verdict) && RedRule.continuousIntegration.isRed(verdict))
  }

  @Test("has the reason for its unavailable metric")
  func unavailable() {
    let verdicts = verdicts([MetricReading(Example.wallClock, unavailable: .external("no clock"))])
    #expect(verdicts.map(\.detail) == [Self.unchecked(.unavailable(.external("no clock")))])
    #expect(verdicts.map(\.metric) == [Example.wallClock])
  }

  @Test("is not red where nobody requested its metric")
  func unrequested() throws {
    let verdict = try #require(verdicts([], .unasked(Example.wallClock, because: .countingForbidden)).first)
    #expect(verdict.reason == .budgetUnasked && verdict.metric == Example.wallClock)
    #expect(!RedRule.continuousIntegration.isRed(verdict))
  }

  @Test("is not listed where a session has a number, or the pass is another one")
  func compared() {
    #expect(verdicts([MetricReading(Example.wallClock, values: [1])]).isEmpty)
    #expect(verdicts([], .notJudgedHere).isEmpty)
    #expect(UnreadBudgets.verdicts(sessions: [:]) { _ in .notJudgedHere }.isEmpty)
  }
}
