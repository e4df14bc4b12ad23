import PerformanceSystem

/// A webhook of Discord.
package struct DiscordReceiver: Equatable, Sendable, Decodable, HTTPReceiver {
  /// The most characters of a content, a title and a description; an embed has 6 000 in all.
  private static let (longestContent, longestTitle, longestText) = (2_000, 256, 4_096)
  /// The colours that Alertmanager has for both states (`alertmanager:notify/discord/discord.go`).
  private static let (red, green) = (0x99_2D22, 0x2E_CC71)

  private let address: HookAddress

  package init(url: SecretSource) { address = HookAddress(url: url) }

  package init(from decoder: any Decoder) throws { address = try HookAddress(from: decoder) }

  package func message(
    _ notification: AlertNotification, _ context: MessageContext
  ) throws(InputError) -> HTTPMessage {
    let embed = JSONValue.members([
      "title": .string(String(notification.title.prefix(Self.longestTitle))),
      "description": .string(notification.text(atMost: Self.longestText)),
      "color": .integer(notification.isFiring ? Self.red : Self.green),
      "url": notification.runbooks(context).first?.address.map { .string($0) },
    ])
    return HTTPMessage(
      try address.revealed(in: context),
      .object([
        "content": .string(String(notification.title.prefix(Self.longestContent))), "embeds": .array([embed]),
        // A name of a benchmark with an @ must not call anybody.
        "allowed_mentions": .object(["parse": .array([])]),
      ]))
  }
}
