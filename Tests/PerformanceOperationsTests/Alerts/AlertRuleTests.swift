import Foundation
import PerformanceAlerts
import PerformanceExports
import Testing

@Suite("The table of alert rules")
struct AlertRuleTests {
  @Test("Each rule has a name of its own, a category, a summary without unknown labels, and a runbook")
  func table() {
    #expect(Set(AlertRule.all.map(\.name)).count == AlertRule.all.count)
    #expect(AlertRule.all.count == 40)
    #expect(Set(AlertRule.all.map(\.category)) == Set(AlertCategory.allCases))
    for rule in AlertRule.all {
      #expect(rule.name.wholeMatch(of: /Perf[A-Za-z]+/) != nil && rule.evaluations > 0 && rule.keep >= 0)
      #expect(rule.runbook.hasPrefix("Runbook"))
      let allowed = rule.condition.quantity.labels + ["value"]
      for match in rule.summary.matches(of: /\{([^}]*)\}/) {
        #expect(allowed.contains(String(match.1)), "\(rule.name)")
      }
    }
  }

  @Test("Every rule can fire: there is an input after which it does, and one after which it is over")
  func canFire() {
    for rule in AlertRule.all {
      var script = AlertScript([rule])
      script.evaluate(AlertFixture(rule).input(script.input(), step: 0, isBad: false))
      for step in 1...max(rule.evaluations, 1) {
        script.evaluate(AlertFixture(rule).input(script.input(), step: step, isBad: true))
      }
      #expect(script.state.alerts.map(\.phase) == [.firing], "\(rule.name)")
      // Counters that grew within a day are over a day later.
      for step in 1...(rule.keep + 3) {
        script.evaluate(
          hours: 25, AlertFixture(rule).input(script.input(), step: rule.evaluations + step, isBad: false))
      }
      #expect(script.state.alerts.map(\.phase) == [.resolved], "\(rule.name)")
    }
  }

  @Test("Every sample of an exported rule is of a family that this package writes")
  func families() {
    let written = Set(AlertFixture.writtenSamples)
    for rule in AlertRule.all where rule.isExported {
      for selector in rule.condition.selectors { #expect(written.contains(selector.sample), "\(selector.sample)") }
    }
    #expect(AlertRule.all.count(where: \.isExported) >= 23)
  }

  @Test("A summary has the values of labels, and the number with its unit")
  func summary() {
    let rule = AlertRule.named("PerfRegression")
    var alert = Alert.firing("PerfRegression", .critical, ["bench": "A/b()", "metric": "wallClock", "suite": "A"])
    alert.value = 0.25
    #expect(rule.summary(of: alert) == "wallClock of A/b() is 25 % worse than its baseline")
    alert.labels["bench"] = "x\u{1B}[31m"
    #expect(!rule.summary(of: alert).contains("\u{1B}"))
  }
}
