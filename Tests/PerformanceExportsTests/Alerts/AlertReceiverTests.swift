import Foundation
import PerformanceAlerts
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("What receivers of alerts get")
struct AlertReceiverTests {
  private static let url = SecretSource.value(Secret("http://127.0.0.1:9/x"))

  private static func body(_ receiver: any HTTPReceiver, _ notification: AlertNotification) throws -> [String: Any] {
    let data = try receiver.message(notification, ExampleNotification.context()).body
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test(
    "Failures are counted by a word",
    arguments: zip(
      [
        DeliveryFailure.refused(status: 429, reason: "x", tries: 1), .refused(status: 503, reason: "x", tries: 4),
        .refused(status: 404, reason: "x", tries: 1), .noAnswer("x", tries: 1), .relay(port: 25, reason: "x", tries: 1),
        .notTried,
      ], ["rateLimited", "serverError", "clientError", "noAnswer", "relay", "notTried"]))
  func reasons(failure: DeliveryFailure, reason: String) { #expect(failure.reason == reason) }

  @Test("The kind of a receiver has the name that it has in settings")
  func kinds() throws {
    let settings = #"{"kind": "pagerduty", "key": {"environment": "KEY"}}"#
    #expect(try JSONDecoder().decode(AlertReceiver.Kind.self, from: Data(settings.utf8)).name == "pagerduty")
    #expect(AlertReceiver.usual.map(\.kind.name) == ["console", "file"])
  }

  @Test("A webhook gets the body of Alertmanager, version 4")
  func webhook() throws {
    let body = try Self.body(WebhookReceiver(url: Self.url), ExampleNotification.make(hasResolved: true))
    #expect(
      Set(body.keys) == [
        "version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels",
        "commonAnnotations", "externalURL", "alerts",
      ])
    #expect(body["version"] as? String == "4" && body["status"] as? String == "firing")
    let common = try #require(body["commonLabels"] as? [String: String])
    #expect(common["metric"] == "wallClock" && common["bench"] == nil)
    let alerts = try #require(body["alerts"] as? [[String: Any]])
    #expect(alerts.map { $0["status"] as? String } == ["firing", "resolved"])
    #expect(alerts[0]["startsAt"] as? String == "2027-01-15T07:59:00.000Z")
    #expect(alerts[0]["endsAt"] as? String == "0001-01-01T00:00:00Z")
    #expect(alerts[1]["endsAt"] as? String == "2027-01-15T08:00:00.000Z")
    let annotations = try #require(alerts[0]["annotations"] as? [String: String])
    #expect(annotations["runbook_url"] == "https://example.org/docs/runbookperformanceregression")
    #expect((alerts[0]["fingerprint"] as? String)?.count == 16)
  }

  @Test("Alertmanager gets an end for each alert: after twice the time between evaluations, or when it was over")
  func alertmanager() throws {
    let receiver = AlertmanagerReceiver(url: .value(Secret("http://127.0.0.1:9/am/")))
    let message = try receiver.message(
      ExampleNotification.make(hasResolved: true), ExampleNotification.context())
    #expect(message.address.revealed() == "http://127.0.0.1:9/am/api/v2/alerts")
    let alerts = try #require(try JSONSerialization.jsonObject(with: message.body) as? [[String: Any]])
    #expect(alerts.map { $0["endsAt"] as? String } == ["2027-01-17T08:00:00.000Z", "2027-01-15T08:00:00.000Z"])
  }

  @Test("Slack gets a title, a colour and text that begins no link and no mention")
  func slack() throws {
    let body = try Self.body(SlackReceiver(url: Self.url), ExampleNotification.make())
    #expect(body["text"] as? String == "[FIRING:1] PerfRegression (critical)")
    let attachment = try #require((body["attachments"] as? [[String: Any]])?.first)
    #expect(attachment["color"] as? String == "danger")
    let text = try #require(attachment["text"] as? String)
    #expect(text.contains("&lt;decode&gt; &amp;") && !text.contains("<"))
  }

  @Test("Discord and Teams get as much as they take, and nobody is called by a name with an @")
  func long() throws {
    let notification = ExampleNotification.make(bench: "@everyone " + String(repeating: "ü", count: 9_000))
    let discord = try Self.body(DiscordReceiver(url: Self.url), notification)
    let embed = try #require((discord["embeds"] as? [[String: Any]])?.first)
    #expect((embed["description"] as? String)?.count == 4_096 && embed["color"] as? Int == 0x99_2D22)
    #expect((discord["allowed_mentions"] as? [String: [String]]) == ["parse": []])
    let teams = try TeamsReceiver(url: Self.url).message(notification, ExampleNotification.context())
    #expect(teams.body.count < 28_000)
    #expect(String(decoding: teams.body, as: UTF8.self).contains("application/vnd.microsoft.card.adaptive"))
  }

  @Test("PagerDuty gets one incident for a group from its beginning to its end")
  func pagerDuty() throws {
    let receiver = PagerDutyReceiver(key: .environment("KEY"), url: Self.url)
    let context = ExampleNotification.context(["KEY": "0123456789abcdef"])
    func body(_ notification: AlertNotification) throws -> [String: Any] {
      let data = try receiver.message(notification, context).body
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    let begin = try body(ExampleNotification.make())
    let end = try body(ExampleNotification.make(isFiring: false, hasResolved: true))
    #expect(begin["event_action"] as? String == "trigger" && end["event_action"] as? String == "resolve")
    #expect(begin["dedup_key"] as? String == end["dedup_key"] as? String)
    #expect(begin["routing_key"] as? String == "0123456789abcdef")
    #expect((begin["payload"] as? [String: Any])?["severity"] as? String == "critical")
    #expect(throws: InputError.self) { try receiver.message(ExampleNotification.make(), ExampleNotification.context()) }
  }

  @Test("The file has a line for each notification, with its key and the reason")
  func file() throws {
    let line = FileReceiver().line(ExampleNotification.make(), ExampleNotification.context())
    #expect(line.hasSuffix("}\n") && line.count(where: \.isNewline) == 1)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["key"] as? String == ExampleNotification.make().key && object["reason"] as? String == "first")
  }

  @Test("The same notification is the same bytes for every receiver")
  func bytes() throws {
    let receivers: [any HTTPReceiver] = [
      WebhookReceiver(url: Self.url), SlackReceiver(url: Self.url), DiscordReceiver(url: Self.url),
      TeamsReceiver(url: Self.url), PagerDutyReceiver(key: Self.url, url: Self.url),
      AlertmanagerReceiver(url: Self.url),
    ]
    for receiver in receivers {
      let bodies = try (0..<3).map { _ in
        try receiver.message(ExampleNotification.make(hasResolved: true), ExampleNotification.context()).body
      }
      #expect(bodies[0] == bodies[1] && bodies[1] == bodies[2])
    }
  }
}
