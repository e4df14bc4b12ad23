import PerformanceRecords
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
}
