import PerformanceAlerts
import PerformanceRecords
import Testing

@Suite("Notifications and their receivers")
struct NotificationPlannerTests {
  private static let time = 1_800_000_000.0
  private static let hour = 3_600.0

  private static func settings(_ routes: AlertRoute...) -> AlertSettings {
    var settings = AlertSettings()
    settings.receivers = ["team", "pager", "boss"].map { AlertReceiver(name: $0, kind: .console) }
    settings.routes = routes
    return settings
  }

  private static func route(_ receivers: String..., change: (inout AlertRoute) -> Void = { _ in }) -> AlertRoute {
    var route = AlertRoute(receivers: receivers)
    change(&route)
    return route
  }

  /// Plans, and takes everything as sent.
  private static func send(_ state: inout AlertState, _ settings: AlertSettings, at time: Double) -> [AlertNotification]
  {
    let planned = NotificationPlanner(settings).plan(state, at: time)
    for one in planned { state.sent[one.group] = one.sent }
    return planned.map(\.notification)
  }

  private static func state(_ alerts: Alert...) -> AlertState {
    var state = AlertState()
    state.alerts = alerts
    return state
  }

  private static func noisy(_ bench: String, suite: String = "A") -> Alert {
    .firing("PerfNoisy", ["bench": bench, "suite": suite])
  }

  @Test("Alerts of one rule and suite are one notification")
  func grouping() {
    var state = Self.state(Self.noisy("a"), Self.noisy("b"), Self.noisy("c", suite: "B"))
    let sent = Self.send(&state, Self.settings(Self.route("team")), at: Self.time)
    #expect(sent.map(\.entries.count) == [2, 1] && sent.allSatisfy { $0.reason == .first })
    #expect(sent[0].groupLabels == ["alertname": "PerfNoisy", "suite": "A"])
  }

  @Test("A group whose alerts somebody looks after is not repeated, and its end is sent")
  func acknowledged() {
    let settings = Self.settings(Self.route("team"))
    var state = Self.state(Self.noisy("a"), Self.noisy("b"))
    func reasons(_ hours: Double) -> [AlertNotification.Reason] {
      Self.send(&state, settings, at: Self.time + hours * Self.hour).map(\.reason)
    }
    #expect(reasons(0) == [.first])
    state.alerts[0].acknowledgement = .init(author: "Kim", time: Self.time)
    // Nobody looks after the other one.
    #expect(reasons(200) == [.repetition])
    state.alerts[1].acknowledgement = .init(author: "Kim", time: Self.time)
    #expect(reasons(400) == [])
    state.alerts = state.alerts.map { $0.over(at: Self.time + 401 * Self.hour) }
    #expect(reasons(401) == [.allResolved])
  }

  @Test("It is sent first, with a new alert, when some and when all are over, after a week, and never otherwise")
  func reasons() {
    let settings = Self.settings(Self.route("team"))
    var state = Self.state(Self.noisy("a"))
    func reasons(_ hours: Double) -> [AlertNotification.Reason] {
      Self.send(&state, settings, at: Self.time + hours * Self.hour).map(\.reason)
    }
    #expect(reasons(0) == [.first])
    #expect(reasons(1) == [])
    state.alerts.append(Self.noisy("b"))
    #expect(reasons(2) == [.newAlert])
    #expect(reasons(169) == [])
    #expect(reasons(170) == [.repetition])
    state.alerts[0] = state.alerts[0].over(at: Self.time + 171 * Self.hour)
    #expect(reasons(171) == [.newResolved])
    #expect(reasons(172) == [])
    state.alerts[1] = state.alerts[1].over(at: Self.time + 173 * Self.hour)
    #expect(reasons(173) == [.allResolved])
    #expect(reasons(900) == [])
    #expect(state.sent.isEmpty)
  }

  @Test("Urgent alerts are repeated daily, good news never, and a route may say otherwise")
  func repetition() {
    let route = Self.route("team")
    #expect(AlertSeverity.allCases.map { route.repetition(of: $0) } == [.infinity, 168, 24])
    #expect(Self.route("team") { $0.repetition = 2 }.repetition(of: .info) == 2)
  }

  @Test("An alert that another one explains is not sent while that one fires")
  func inhibition() {
    let settings = Self.settings(Self.route("team"))
    var state = Self.state(
      .firing("PerfCriticalCPU", .critical), .firing("PerfHighCPU"), Self.noisy("a"), .firing("PerfHighMemory"))
    let sent = Self.send(&state, settings, at: Self.time)
    #expect(sent.flatMap(\.entries).map(\.alert.rule) == ["PerfCriticalCPU", "PerfHighMemory"])
    state.alerts[0] = state.alerts[0].over(at: Self.time + 1)
    let later = Self.send(&state, settings, at: Self.time + 1)
    #expect(later.map(\.reason) == [.allResolved, .first] && later[1].entries[0].alert.rule == "PerfHighCPU")
  }

  @Test("A regression makes the violated budget of the same metric superfluous, and no other")
  func inhibitionByLabels() {
    let labels = ["bench": "a", "suite": "A", "metric": "wallClock"]
    var state = Self.state(
      .firing("PerfRegression", .critical, labels), .firing("PerfBudgetViolated", labels),
      .firing("PerfBudgetViolated", labels.merging(["metric": "allocations"]) { $1 }))
    let sent = Self.send(&state, Self.settings(Self.route("team")), at: Self.time).flatMap(\.entries)
    #expect(sent.map { $0.alert.labels["metric"] } == ["allocations", "wallClock"])
  }

  @Test("A silence mutes what it matches until its end, and no alert that was sent before is left open")
  func silence() {
    let settings = Self.settings(Self.route("team"))
    var state = Self.state(Self.noisy("a"), Self.noisy("b", suite: "B"))
    state.silences = [
      AlertSilence(
        matchers: ["alertname": "PerfNoisy", "suite": "A*"], author: "x", comment: "y", begin: Self.time,
        until: Self.time + Self.hour)
    ]
    #expect(Self.send(&state, settings, at: Self.time).map { $0.groupLabels["suite"] } == ["B"])
    state.silences[0].matchers["suite"] = "B"
    state.alerts[1] = state.alerts[1].over(at: Self.time + 60)
    #expect(Self.send(&state, settings, at: Self.time + 60).map(\.reason) == [.first, .allResolved])
    #expect(state.silences[0].mutes(Self.noisy("b", suite: "B"), at: Self.time + Self.hour) == false)
  }

  @Test("Routes take alerts by severity, category, rule and suite; the first that does is the last unless it continues")
  func routing() {
    let settings = Self.settings(
      Self.route("pager") { $0.severities = [.critical] },
      Self.route("boss") {
        $0.suite = BenchmarkPattern("Core*")
        $0.continues = true
      },
      Self.route("team"))
    var state = Self.state(
      .firing("PerfDiskCritical", .critical), Self.noisy("a", suite: "Core.X"), Self.noisy("b", suite: "Other"))
    let sent = Self.send(&state, settings, at: Self.time)
    #expect(
      sent.map { "\($0.receiver) \($0.entries.map { $0.alert.labels["suite"] ?? "-" })" } == [
        "boss [\"Core.X\"]", "pager [\"-\"]", "team [\"Core.X\"]", "team [\"Other\"]",
      ])
  }

  @Test("Nobody who acknowledges in time: another receiver is notified, once, and of the end")
  func escalation() {
    let settings = Self.settings(Self.route("team") { $0.escalation = .init(after: 3, receivers: ["boss"]) })
    var state = Self.state(.firing("PerfNoisy", count: 2, ["suite": "A"]))
    #expect(Self.send(&state, settings, at: Self.time).map(\.receiver) == ["team"])
    state.alerts[0].firingCount = 3
    let escalated = Self.send(&state, settings, at: Self.time + 60)
    #expect(escalated.map(\.receiver) == ["boss"] && escalated.map(\.reason) == [.escalation])
    #expect(Self.send(&state, settings, at: Self.time + 120).isEmpty)
    state.alerts[0] = state.alerts[0].over(at: Self.time + 180)
    #expect(Set(Self.send(&state, settings, at: Self.time + 180).map(\.receiver)) == ["team", "boss"])
  }

  @Test("Alertmanager gets every alert at every evaluation, in one request, and the end of each once it is over")
  func alertmanager() {
    var settings = Self.settings(Self.route("am"))
    settings.receivers = [
      AlertReceiver(name: "am", kind: .alertmanager(AlertmanagerReceiver(url: .value(Secret("http://h")))))
    ]
    var state = Self.state(Self.noisy("a"), Self.noisy("b", suite: "B"))
    #expect(Self.send(&state, settings, at: Self.time).map(\.entries.count) == [2])
    #expect(Self.send(&state, settings, at: Self.time + 60).map(\.entries.count) == [2])
    state.alerts[0] = state.alerts[0].over(at: Self.time + 120)
    let sent = Self.send(&state, settings, at: Self.time + 120)
    #expect(sent.count == 1 && sent[0].firing.count == 1 && sent[0].resolved.count == 1)
    #expect(Self.send(&state, settings, at: Self.time + 180).map(\.entries.count) == [1])
  }

  @Test("Two notifications have the same key only where they say the same")
  func keys() {
    let settings = Self.settings(Self.route("team"), Self.route("boss"))
    var first = Self.state(Self.noisy("a"))
    var again = first
    let key = Self.send(&first, settings, at: Self.time)[0].key
    #expect(Self.send(&again, settings, at: Self.time)[0].key == key)
    first.alerts.append(Self.noisy("b"))
    #expect(Self.send(&first, settings, at: Self.time + 60)[0].key != key)
  }
}
