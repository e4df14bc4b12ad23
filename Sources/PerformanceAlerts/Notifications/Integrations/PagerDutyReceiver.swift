import PerformanceRecords
import PerformanceSystem

/// The events of PagerDuty, version 2.
package struct PagerDutyReceiver: Equatable, Sendable, Decodable, HTTPReceiver {
  /// The most characters of a summary.
  private static let longest = 1_024
  private static let usualURL = "https://events.pagerduty.com/v2/enqueue"
  /// The most alerts that an event has the summaries of: it has 512 kB at most.
  private static let mostDetails = 100

  /// The integration key of the service.
  package var key: SecretSource
  package var url: SecretSource

  package init(key: SecretSource, url: SecretSource? = nil) {
    (self.key, self.url) = (key, url ?? .value(Secret(Self.usualURL)))
  }

  private enum Key: String, CodingKey, CaseIterable { case kind, key, url }

  package init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(besides: Key.self)
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      key: try container.decode(SecretSource.self, forKey: .key),
      url: try container.decodeIfPresent(SecretSource.self, forKey: .url))
  }

  package func message(
    _ notification: AlertNotification, _ context: MessageContext
  ) throws(InputError) -> HTTPMessage {
    let first = notification.entries.first
    let payload = JSONValue.members([
      "summary": .string(String("\(notification.title): \(first?.summary ?? "")".prefix(Self.longest))),
      "source": .string(context.host), "severity": .string(notification.severity.rawValue),
      "timestamp": .string(MessageContext.time(notification.began)), "class": first.map { .string($0.alert.rule) },
      "component": first?.alert.labels["suite"].map { .string($0) }, "group": .string(notification.groupKey),
      "custom_details": .object(["alerts": .array(notification.lines.prefix(Self.mostDetails).map { .string($0) })]),
    ])
    let links = notification.runbooks(context).compactMap { name, address in
      address.map { JSONValue.object(["href": .string($0), "text": .string(name)]) }
    }
    let key = try key.secret(in: context.environment)
    return HTTPMessage(
      try url.secret(in: context.environment), secrets: [key],
      .object([
        "routing_key": .string(key.revealed()),
        "event_action": notification.isFiring ? "trigger" : "resolve",
        // All events of one incident have it in common, and it comes to an end with it.
        "dedup_key": .string(FileName.hash("\(notification.groupKey)\n\(notification.began)")),
        "payload": payload, "links": .array(links),
      ]))
  }
}
