import Foundation
import PerformanceDelivery
import PerformanceSystem

/// An incoming webhook of Slack.
package struct SlackReceiver: Equatable, Sendable, Decodable, HTTPReceiver {
  /// The most characters of a title, and of a text that is shown as a whole.
  private static let (longestTitle, longestText) = (1_024, 3_000)

  private let address: HookAddress

  package init(url: SecretSource) { address = HookAddress(url: url) }

  package init(from decoder: any Decoder) throws { address = try HookAddress(from: decoder) }

  package func message(
    _ notification: AlertNotification, _ context: MessageContext
  ) throws(InputError) -> HTTPMessage {
    let title = Self.escaped(String(notification.title.prefix(Self.longestTitle)))
    let text = Self.escaped(notification.text(atMost: Self.longestText))
    let runbooks = notification.runbooks(context)
    let attachment = JSONValue.members([
      "color": notification.isFiring ? "danger" : "good", "title": .string(title),
      "title_link": runbooks.first?.address.map { .string($0) }, "text": .string(text),
      "fallback": .string(title), "mrkdwn_in": .array([]),
      "fields": .array(
        notification.groupLabels.sorted { $0.key < $1.key }.map { name, value in
          .object(["title": .string(Self.escaped(name)), "value": .string(Self.escaped(value)), "short": .bool(true)])
        }),
    ])
    return HTTPMessage(
      try address.revealed(in: context),
      .object(["text": .string(title), "attachments": .array([attachment])]), refusal: Self.refusal)
  }

  /// The three characters that begin links, mentions and entities (Slack, formatting text for app surfaces).
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// Slack answers 200 with an error in JSON (`alertmanager:notify/slack/slack.go`, checkResponseError).
  @Sendable private static func refusal(_ answer: HTTPExchange.Answer) -> String? {
    struct Body: Decodable {
      var ok: Bool
      var error: String?
    }
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(answer.body.utf8)), !body.ok else { return nil }
    return body.error ?? "not ok"
  }
}
