import PerformanceAlerts
import Testing

@Suite("What the history of alerts adds up to")
struct AlertStatisticsTests {
  /// The changes of an alert that fires at a time and is over some seconds later.
  private static func episode(
    _ rule: String, at time: Double, seconds: Double?, returns: Int = 0
  ) -> [AlertTransition] {
    var firing = Alert.firing(rule, since: time)
    firing.returns = returns
    let begin = AlertTransition(time: time, kind: .firing, rule: rule, alert: firing)
    guard let seconds else { return [begin] }
    let end = AlertTransition(
      time: time + seconds, kind: .resolved, rule: rule, alert: firing.over(at: time + seconds))
    return [begin, end]
  }

  @Test("A rule has the number of its alerts, of those that are over and that came back, and their mean duration")
  func numbers() throws {
    let rules = AlertStatistics(
      Self.episode("A", at: 1_000, seconds: nil) + Self.episode("B", at: 1_000, seconds: 60)
        + Self.episode("B", at: 5_000, seconds: 180, returns: 1)
        + [
          AlertTransition(time: 1, kind: .noData, rule: "C"), AlertTransition(time: 1, kind: .pending, rule: "A"),
          AlertTransition(time: 2, kind: .ended, rule: "A"),
        ]
    ).rules
    #expect(rules.map(\.rule) == ["B", "A"] && rules.map(\.fired) == [2, 1] && rules.map(\.resolved) == [2, 0])
    #expect(rules.map(\.returned) == [1, 0] && rules.map(\.meanSeconds) == [120, nil])
  }
}
