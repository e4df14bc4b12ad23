import PerformanceAlerts

/// Notifications for tests of receivers.
enum ExampleNotification {
  static let time = 1_800_000_000.0

  static func context(_ environment: [String: String] = [:], runbooks: String? = "https://example.org/docs")
    -> MessageContext
  {
    var settings = AlertSettings()
    settings.runbooks = runbooks
    return MessageContext(environment: environment, settings: settings, host: "builder")
  }

  private static func alert(_ bench: String, over: Bool) -> Alert {
    var alert = Alert(
      rule: "PerfRegression",
      labels: [
        "alertname": "PerfRegression", "severity": "critical", "category": "critical", "bench": bench,
        "suite": "Module.Suite", "metric": "wallClock",
      ],
      phase: over ? .resolved : .firing, since: time - 60, fired: time - 60, resolved: over ? time : nil, held: time,
      count: 1, value: 0.25)
    alert.firingCount = 1
    return alert
  }

  /// A group of one alert that fires and, on request, one that is over.
  static func make(
    _ receiver: String = "team", bench: String = "Module.Suite/<decode> & \"encode\"()", isFiring: Bool = true,
    hasResolved: Bool = false
  ) -> AlertNotification {
    let alerts = (isFiring ? [alert(bench, over: false)] : []) + (hasResolved ? [alert("other", over: true)] : [])
    return AlertNotification(
      receiver: receiver, reason: .first, groupLabels: ["alertname": "PerfRegression", "suite": "Module.Suite"],
      entries: alerts.map {
        .init(
          alert: $0, summary: "wallClock of \($0.labels["bench"] ?? "") is 25 % worse",
          runbook: "RunbookPerformanceRegression")
      },
      began: time - 60, time: time)
  }
}
