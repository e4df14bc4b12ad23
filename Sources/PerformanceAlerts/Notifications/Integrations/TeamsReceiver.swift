import PerformanceSystem

/// A workflow of Microsoft Teams, which takes an adaptive card.
package struct TeamsReceiver: Equatable, Sendable, Decodable, HTTPReceiver {
  /// A message has 28 KB at most.
  private static let longestText = 16_000

  private let address: HookAddress

  package init(url: SecretSource) { address = HookAddress(url: url) }

  package init(from decoder: any Decoder) throws { address = try HookAddress(from: decoder) }

  package func message(
    _ notification: AlertNotification, _ context: MessageContext
  ) throws(InputError) -> HTTPMessage {
    let colour = notification.isFiring ? notification.severity == .info ? "accent" : "attention" : "good"
    let heading: JSONValue = .object([
      "type": "TextBlock", "text": .string(notification.title), "weight": "bolder", "size": "medium",
      "wrap": .bool(true),
      "style": "heading", "color": .string(colour),
    ])
    let body = notification.text(atMost: Self.longestText).split(separator: "\n").map { line -> JSONValue in
      .object(["type": "TextBlock", "text": .string(String(line)), "wrap": .bool(true)])
    }
    let actions = notification.runbooks(context).prefix(6).compactMap { name, address in
      address.map { JSONValue.object(["type": "Action.OpenUrl", "title": .string(name), "url": .string($0)]) }
    }
    let card: JSONValue = .object([
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.2",
      "body": .array([heading] + body), "actions": .array(Array(actions)), "msteams": .object(["width": "full"]),
    ])
    return HTTPMessage(
      try address.revealed(in: context),
      .object([
        "type": "message",
        "attachments": .array([
          .object([
            "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": .null, "content": card,
          ])
        ]),
      ]))
  }
}
