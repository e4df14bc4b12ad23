import PerformanceSystem

/// A server that takes the webhook of Alertmanager, version 4 (`alertmanager:docs/configuration.md`, webhook_config).
package struct WebhookReceiver: Equatable, Sendable, Decodable, HTTPReceiver {
  private let address: AuthorizedAddress

  package init(url: SecretSource, authorization: SecretSource? = nil) {
    address = AuthorizedAddress(url: url, authorization: authorization)
  }

  package init(from decoder: any Decoder) throws { address = try AuthorizedAddress(from: decoder) }

  package func message(
    _ notification: AlertNotification, _ context: MessageContext
  ) throws(InputError) -> HTTPMessage {
    let (server, credentials) = try address.revealed(in: context)
    let headers = credentials.merging(["Idempotency-Key": Secret(notification.key)]) { $1 }
    return HTTPMessage(server, headers: headers, Self.payload(notification, context))
  }

  /// The body.
  static func payload(_ notification: AlertNotification, _ context: MessageContext) -> JSONValue {
    .object([
      "version": "4", "groupKey": .string(notification.groupKey), "truncatedAlerts": .integer(0),
      "status": notification.isFiring ? "firing" : "resolved", "receiver": .string(notification.receiver),
      "groupLabels": notification.groupLabels.json,
      "commonLabels": notification.common { $0.alert.labels.mapValues { .string($0) } },
      "commonAnnotations": notification.common { $0.annotations(context) },
      "externalURL": .string(context.runbooks ?? ""),
      "alerts": .array(
        notification.entries.map { entry in
          .object([
            "status": entry.isFiring ? "firing" : "resolved", "labels": entry.alert.labels.json,
            "annotations": .object(entry.annotations(context)),
            "startsAt": .string(MessageContext.time(entry.alert.fired ?? entry.alert.since)),
            // Alertmanager's own word for a time that is not known yet.
            "endsAt": .string(entry.alert.resolved.map(MessageContext.time) ?? "0001-01-01T00:00:00Z"),
            "generatorURL": .string(context.address(ofRunbook: entry.runbook) ?? ""),
            "fingerprint": .string(entry.alert.fingerprint),
          ])
        }),
    ])
  }
}
