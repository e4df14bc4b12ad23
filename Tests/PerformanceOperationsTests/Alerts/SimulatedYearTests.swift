import PerformanceAlerts
import PerformanceTestSupport
import Testing

/// The numbers are those of the table in the article about alerts.
@Suite("A simulated year of alerts", .timeLimit(.minutes(60)))
struct SimulatedYearTests {
  /// Days that the end of an alert may come after that of its cause: the mean that shows a drift has five.
  private static let grace = 5.0

  /// A notification, and the cause that it is about.
  private struct Sent {
    var day: Double
    var notification: AlertNotification
    /// The index of the cause; `nil` for none.
    var cause: Int?
    var rules: [String]
  }

  private static func year(seed: UInt64) -> (sent: [Sent], state: AlertState, transitions: [AlertTransition]) {
    var settings = AlertSettings()
    settings.receivers = [AlertReceiver(name: "team", kind: .console)]
    settings.routes = [AlertRoute(receivers: ["team"])]
    let (evaluator, planner) = (AlertEvaluator(settings.rules), NotificationPlanner(settings))
    var year = SimulatedYear(seed: seed)
    var state = AlertState()
    var (sent, transitions) = ([Sent](), [AlertTransition]())
    for step in 0..<SimulatedYear.days * SimulatedYear.runsPerDay {
      let (next, changes) = evaluator.evaluate(year.input(step: step), after: state)
      state = next
      transitions += changes
      let day = Double(step) / Double(SimulatedYear.runsPerDay)
      for planned in planner.plan(state, at: day * 86_400) {
        state.sent[planned.group] = planned.sent
        let rules = Set(planned.notification.entries.map(\.alert.rule))
        let cause = SimulatedYear.causes.firstIndex { cause in
          cause.days.lowerBound <= day && day < cause.days.upperBound + grace && !cause.rules.isDisjoint(with: rules)
        }
        sent.append(Sent(day: day, notification: planned.notification, cause: cause, rules: rules.sorted()))
      }
    }
    return (sent, state, transitions)
  }

  @Test("Each cause is reported once and so is its end, nothing else is, and nothing stays after its cause")
  func year() throws {
    let (sent, state, transitions) = Self.year(seed: 1)
    // No false page, and no false word of less: each notification has a cause.
    #expect(sent.filter { $0.cause == nil }.map(\.rules) == [])
    #expect(!state.alerts.contains { $0.phase == .firing } && state.sent.isEmpty)
    // No alert twice for one cause.
    let begins = sent.filter { $0.notification.reason == .first || $0.notification.reason == .newAlert }
    var seen: Set<String> = []
    for one in begins {
      for entry in one.notification.firing {
        #expect(seen.insert("\(one.cause ?? -1) \(entry.alert.fingerprint)").inserted, "\(entry.summary)")
      }
    }
    // The first word about each cause, in days after its beginning.
    let delays = SimulatedYear.causes.indices.map { index in
      sent.first { $0.cause == index }.map { $0.day - SimulatedYear.causes[index].days.lowerBound }
    }
    #expect(delays == [0, 3, 1.5, 67.75, 0.25])
    func days(_ reasons: AlertNotification.Reason...) -> [String] {
      sent.filter { reasons.contains($0.notification.reason) }.map { "\($0.day) \($0.rules.joined(separator: "+"))" }
    }
    #expect(days(.first, .newAlert) == Self.begins)
    #expect(days(.allResolved) == Self.ends)
    #expect(sent.count { $0.notification.reason == .repetition } == 18)
    #expect(sent.count { $0.notification.reason == .newResolved } == 0)
    // What was not sent because another alert explains it, or because it was over at once.
    let fired = transitions.count { $0.kind == .firing }
    #expect(fired == 270)
  }

  private static let begins = [
    "60.0 PerfRegression", "60.0 PerfRegression", "147.75 PerfDrift", "153.0 PerfRunnerAbsent",
    "220.0 PerfImprovement", "241.5 PerfDiskLow", "242.0 PerfDiskCritical", "300.25 PerfManyNoisy",
    "300.75 PerfHighCPU", "304.75 PerfCriticalCPU",
  ]
  private static let ends = [
    "62.0 PerfRegression", "62.0 PerfRegression", "156.0 PerfRunnerAbsent", "223.25 PerfDrift",
    "224.0 PerfImprovement", "243.25 PerfDiskCritical", "243.25 PerfDiskLow", "306.75 PerfCriticalCPU",
    "314.5 PerfHighCPU", "315.5 PerfManyNoisy",
  ]
}
