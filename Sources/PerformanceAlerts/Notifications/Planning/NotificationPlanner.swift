/// Decides what to send: the same state gives the same notifications, in stages in a row.
///
/// Inhibition and silences, then routes, groups, and what each receiver has got of a group already. Nothing is kept of a
/// decision but what was sent, so that one that was not sent is made again at the next evaluation.
package struct NotificationPlanner: Sendable {
  private let settings: AlertSettings
  private let rules: [String: AlertRule]

  /// A notification, and what the receiver knows of the group when it has got it.
  package struct Planned: Equatable, Sendable {
    package var notification: AlertNotification
    /// The name of the group in the state.
    package var group: String
    /// `nil` where all alerts of the group are over.
    package var sent: SentGroup?
  }

  package init(_ settings: AlertSettings) {
    self.settings = settings
    rules = Dictionary(uniqueKeysWithValues: AlertRule.all.map { ($0.name, $0) })
  }

  /// The notifications of a state, in the order of the receivers' groups.
  package func plan(_ state: AlertState, at time: Double) -> [Planned] {
    let known = state.alerts.filter { $0.phase != .pending }
    let muted = Set(known.filter { isMuted($0, in: state, at: time) }.map(\.fingerprint))
    var groups: [String: Group] = [:]
    for alert in known {
      for target in targets(of: alert, state.sent) { groups[target.name, default: Group(target)].add(alert) }
    }
    return groups.values.sorted { $0.target.name < $1.target.name }.compactMap { group in
      planned(group, muted, state.sent[group.target.name], at: time)
    }
  }

  // MARK: - Stages

  private func isMuted(_ alert: Alert, in state: AlertState, at time: Double) -> Bool {
    state.silences.contains { $0.mutes(alert, at: time) } || inhibitor(of: alert, in: state) != nil
  }

  /// The alert that makes another one superfluous; `nil` where none does.
  package func inhibitor(of alert: Alert, in state: AlertState) -> Alert? {
    state.alerts.first { other in
      other.phase == .firing
        && (AlertInhibition.usual + settings.inhibitions).contains { $0.mutes(alert, by: other) }
    }
  }

  /// A group of a receiver.
  private struct Target {
    var name: String
    var receiver: AlertReceiver
    var route: AlertRoute
    var labels: [String: String]
    var isEscalation: Bool
  }

  private struct Group {
    var target: Target
    var alerts: [Alert] = []

    init(_ target: Target) { self.target = target }

    mutating func add(_ alert: Alert) { alerts.append(alert) }
  }

  private func targets(of alert: Alert, _ sent: [String: SentGroup]) -> [Target] {
    var targets: [Target] = []
    for (index, route) in settings.routes.enumerated() where route.takes(alert) {
      for name in route.receivers { targets += target(name, route, index, alert, isEscalation: false) }
      if let escalation = route.escalation, alert.firingCount >= escalation.after {
        let others = escalation.receivers.flatMap { target($0, route, index, alert, isEscalation: true) }
        // Who has got a notification gets the end of it, too.
        targets += others.filter { other in
          alert.acknowledgement == nil || sent[other.name]?.firing[alert.fingerprint] != nil
        }
      }
      if !route.continues { break }
    }
    return targets
  }

  private func target(
    _ name: String, _ route: AlertRoute, _ index: Int, _ alert: Alert, isEscalation: Bool
  ) -> [Target] {
    guard let receiver = settings.receivers.first(where: { $0.name == name }) else { return [] }
    let labels = receiver.keepsAlerts ? [:] : alert.labels.filter { route.grouping.contains($0.key) }
    let group = "\(name)/\(index)\(isEscalation ? "/escalation" : "")/\(AlertLabels.text(labels))"
    return [Target(name: group, receiver: receiver, route: route, labels: labels, isEscalation: isEscalation)]
  }

  // MARK: - News

  private func planned(_ group: Group, _ muted: Set<String>, _ sent: SentGroup?, at time: Double) -> Planned? {
    let target = group.target
    let before = sent?.firing ?? [:]
    // An alert that was sent stays in its group while it fires, also where it is muted now. One that only goes on firing
    // after its condition is over is no news.
    let firing = group.alerts.filter { alert in
      let isNews = alert.misses == 0 && !muted.contains(alert.fingerprint)
      return alert.phase == .firing && (isNews || before[alert.fingerprint] == alert.fired)
    }
    let resolved = group.alerts.filter { alert in
      alert.phase == .resolved && before[alert.fingerprint] != nil && before[alert.fingerprint] == alert.fired
    }
    guard let reason = reason(target, firing, resolved, muted, sent, at: time) else { return nil }
    let began = sent?.began ?? firing.compactMap(\.fired).min() ?? time
    let notification = AlertNotification(
      receiver: target.receiver.name, reason: reason, groupLabels: target.labels,
      entries: (firing + resolved).map(entry), began: began, previous: sent?.time, time: time)
    let next = SentGroup(
      firing: Dictionary(uniqueKeysWithValues: firing.map { ($0.fingerprint, $0.fired ?? 0) }), time: time, began: began
    )
    return Planned(notification: notification, group: target.name, sent: firing.isEmpty ? nil : next)
  }

  private func reason(
    _ target: Target, _ firing: [Alert], _ resolved: [Alert], _ muted: Set<String>, _ sent: SentGroup?, at time: Double
  ) -> AlertNotification.Reason? {
    if target.receiver.keepsAlerts { return firing.isEmpty && resolved.isEmpty ? nil : .refresh }
    guard let sent else { return firing.isEmpty ? nil : target.isEscalation ? .escalation : .first }
    if firing.contains(where: { sent.firing[$0.fingerprint] != $0.fired }) { return .newAlert }
    if !resolved.isEmpty { return firing.isEmpty ? .allResolved : .newResolved }
    let isWaitedFor = firing.contains { $0.acknowledgement == nil && !muted.contains($0.fingerprint) }
    let pause = target.route.repetition(of: firing.map(\.severity).max() ?? .info) * 3_600
    return isWaitedFor && time - sent.time >= pause ? .repetition : nil
  }

  // MARK: - Text

  /// An alert with what its rule says.
  package func entry(_ alert: Alert) -> AlertNotification.Entry {
    let rule = rules[alert.rule]
    return AlertNotification.Entry(
      alert: alert, summary: rule?.summary(of: alert) ?? alert.rule, runbook: rule?.runbook ?? "")
  }
}
