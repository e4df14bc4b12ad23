import Foundation
import PerformanceSystem

/// Alertmanager, which groups, repeats, silences and inhibits by itself (`alertmanager:api/v2/openapi.yaml`).
package struct AlertmanagerReceiver: Equatable, Sendable, Decodable, HTTPReceiver {
  /// The path of its interface.
  static let path = "/api/v2/alerts"

  /// With or without the path of its interface.
  private let address: AuthorizedAddress

  package init(url: SecretSource, authorization: SecretSource? = nil) {
    address = AuthorizedAddress(url: url, authorization: authorization)
  }

  package init(from decoder: any Decoder) throws { address = try AuthorizedAddress(from: decoder) }

  package func message(
    _ notification: AlertNotification, _ context: MessageContext
  ) throws(InputError) -> HTTPMessage {
    let (server, headers) = try address.revealed(in: context)
    let base = server.revealed()
    let whole = base.hasSuffix(Self.path) ? base : (base.hasSuffix("/") ? String(base.dropLast()) : base) + Self.path
    return HTTPMessage(Secret(whole), headers: headers, Self.payload(notification, context))
  }

  /// An alert without an end is over five minutes after it was sent. Evaluations are hours apart, so that each alert gets
  /// one: when the next evaluation but one would have sent it again.
  static func payload(_ notification: AlertNotification, _ context: MessageContext) -> JSONValue {
    .array(
      notification.entries.map { entry in
        let fired = entry.alert.fired ?? entry.alert.since
        // An alert that ends when it starts is refused.
        let end = entry.alert.resolved.map { max($0, fired + 0.001) } ?? notification.time + 2 * context.cadence * 3_600
        return .members([
          "labels": entry.alert.labels.json, "annotations": .object(entry.annotations(context)),
          "startsAt": .string(MessageContext.time(fired)), "endsAt": .string(MessageContext.time(end)),
          "generatorURL": context.address(ofRunbook: entry.runbook).map { .string($0) },
        ])
      })
  }
}
