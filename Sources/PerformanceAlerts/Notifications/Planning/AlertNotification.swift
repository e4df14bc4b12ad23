import PerformanceSystem

/// A group of alerts for a receiver.
package struct AlertNotification: Equatable, Sendable {
  /// Why it is sent.
  package enum Reason: String, Sendable {
    /// The group did not fire before.
    case first
    /// An alert came to the group.
    case newAlert
    /// Some alerts are over.
    case newResolved
    /// All alerts are over.
    case allResolved
    /// It still fires, and was not sent for long.
    case repetition
    /// Nobody has acknowledged it.
    case escalation
    /// The receiver wants every alert at every evaluation.
    case refresh
    /// The receiver is tested.
    case test
  }

  /// An alert as a receiver gets it.
  package struct Entry: Equatable, Sendable {
    package var alert: Alert
    /// One line.
    package var summary: String
    /// The name of the article that says what to do.
    package var runbook: String

    package init(alert: Alert, summary: String, runbook: String) {
      (self.alert, self.summary, self.runbook) = (alert, summary, runbook)
    }

    package var isFiring: Bool { alert.phase == .firing }
  }

  /// The name of the receiver.
  package var receiver: String
  package var reason: Reason
  /// What the alerts have in common by the route.
  package var groupLabels: [String: String]
  /// The alerts that fire, then those that are over; each in the order of the state.
  package var entries: [Entry]
  /// When the first of its alerts began to fire; messages of a conversation have it in common.
  package var began: Double
  /// When the group was sent last; `nil` where none of its alerts was.
  package var previous: Double?
  /// The time of the evaluation, in seconds since 1970.
  package var time: Double

  package init(
    receiver: String, reason: Reason, groupLabels: [String: String], entries: [Entry], began: Double,
    previous: Double? = nil, time: Double
  ) {
    (self.receiver, self.reason, self.groupLabels, self.entries) = (receiver, reason, groupLabels, entries)
    (self.began, self.previous, self.time) = (began, previous, time)
  }

  package var firing: [Entry] { entries.filter(\.isFiring) }
  package var resolved: [Entry] { entries.filter { !$0.isFiring } }
  package var isFiring: Bool { entries.contains(where: \.isFiring) }

  /// The greatest severity of the alerts.
  package var severity: AlertSeverity { entries.map(\.alert.severity).max() ?? .info }

  /// What the group is, the same in every notification about it.
  package var groupKey: String { "\(receiver)/\(AlertLabels.text(groupLabels))" }

  /// What distinguishes it from every other notification: one that is sent a second time, because nobody knows whether
  /// the first one arrived, has the same key.
  package var key: String {
    let alerts = entries.map { "\($0.alert.fingerprint)@\($0.alert.fired ?? 0)@\($0.alert.resolved ?? 0)" }
    // One that was not recorded as sent is planned again after the same one, whatever the time is now.
    let place = reason == .refresh || reason == .test ? "\(time)" : previous.map { "\($0)" } ?? ""
    return FileName.hash(([groupKey, place] + alerts).joined(separator: "\n"))
  }
}

extension AlertNotification {
  /// The name of the rule in notifications that test a receiver; no rule of the table has it.
  package static let testRule = "PerfTest"

  /// A notification that tests a receiver, and the one that ends it.
  package static func test(to receiver: AlertReceiver, _ severity: AlertSeverity, at time: Double)
    -> [AlertNotification]
  {
    let labels = [
      AlertLabels.name: testRule, AlertLabels.severity: severity.rawValue, AlertLabels.category: severity.rawValue,
      AlertLabels.test: "true",
    ]
    let firing = Alert(
      rule: testRule, labels: labels, phase: .firing, since: time, fired: time, held: time, count: 1, value: 1)
    var resolved = firing
    (resolved.phase, resolved.resolved) = (.resolved, time + 0.001)
    return [firing, resolved].map { alert in
      AlertNotification(
        receiver: receiver.name, reason: .test, groupLabels: receiver.keepsAlerts ? [:] : [AlertLabels.name: testRule],
        entries: [Entry(alert: alert, summary: "This is a test of the receiver '\(receiver.name)'", runbook: "")],
        began: time, time: time)
    }
  }
}
