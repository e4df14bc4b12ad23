import PerformanceRecords
import PerformanceTestSupport
import Testing

/// One line of the specification: a scenario and the expected verdict.
struct Line: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var scenario: Scenario
  var outcome: Verdict.Outcome
  var reason: Verdict.Reason
  var wantsMore: Bool

  init(
    _ name: String, _ scenario: Scenario, _ outcome: Verdict.Outcome, _ reason: Verdict.Reason, wantsMore: Bool = false
  ) {
    (testDescription, self.scenario, self.outcome, self.reason) = (name, scenario, outcome, reason)
    self.wantsMore = wantsMore
  }

  /// Expects the verdict, alone and complete.
  func check() throws {
    let judgement = scenario.judgement
    let verdict = try #require(judgement.verdicts.first)
    #expect(judgement.verdicts.count == 1)
    #expect(verdict.outcome == outcome)
    #expect(verdict.reason == reason)
    #expect(judgement.wantsMore == wantsMore)
    #expect(
      verdict.benchmark == Example.id && verdict.metric == scenario.metric && verdict.location == Example.location)
    #expect(verdict.sessions == scenario.now.count)
    #expect(RedRule.local.isRed(verdict) == (outcome == .regressed))
    let isRed = [.regressed, .new].contains(outcome) || reason == .unreadable
    #expect(RedRule.continuousIntegration.isRed(verdict) == isRed)
  }
}
