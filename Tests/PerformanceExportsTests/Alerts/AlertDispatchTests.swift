import Foundation
import PerformanceAlerts
import PerformanceDelivery
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite("Notifications on their way", .timeLimit(.minutes(60)))
struct AlertDispatchTests {
  private static let address = "http://user:pass%2Fword@127.0.0.1:9/services/T000/B000/s3cretpath?token=s3cretquery"
  private static let secrets = ["pass", "word", "s3cretpath", "s3cretquery", "B000", "s3cretheader"]

  /// Sends on a clock of its own, where every answer takes no time. Unchecked: one thread uses it.
  private final class Script: @unchecked Sendable {
    var answers: [Result<HTTPExchange.Answer, HTTPExchange.Failure>]
    var requests: [URLRequest] = []
    var pauses: [Double] = []
    private var time = 0.0

    init(_ answers: Result<HTTPExchange.Answer, HTTPExchange.Failure>...) { self.answers = answers }

    /// - Returns: Why it was not sent.
    func send(
      _ receiver: any HTTPReceiver = WebhookReceiver(
        url: .value(Secret(address)), authorization: .value(Secret("Bearer s3cretheader")))
    ) throws -> DeliveryFailure? {
      let retries = DeliveryRetries(
        now: { self.time }, date: { Date(timeIntervalSince1970: 1_445_412_470) },
        sleep: {
          self.pauses.append($0)
          self.time += $0
        }, random: { 1 })
      let dispatch = HTTPDispatch(retries: retries) { (request) throws(HTTPExchange.Failure) in
        self.requests.append(request)
        // The last answer is given again and again.
        return try (self.answers.count > 1 ? self.answers.removeFirst() : self.answers[0]).get()
      }
      let message = try receiver.message(ExampleNotification.make(), ExampleNotification.context())
      do throws(DeliveryFailure) {
        try dispatch.send(message)
        return nil
      } catch {
        return error
      }
    }
  }

  private static func answer(
    _ status: Int, _ body: String = "", after: String? = nil
  ) -> Result<HTTPExchange.Answer, HTTPExchange.Failure> {
    .success(HTTPExchange.Answer(status: status, body: body, retryAfter: after))
  }

  @Test("A server that takes it gets it once, with the credentials in a header")
  func taken() throws {
    let script = Script(Self.answer(204))
    #expect(try script.send() == nil)
    let request = try #require(script.requests.first)
    #expect(script.requests.count == 1 && script.pauses.isEmpty && request.httpMethod == "POST")
    #expect(request.url?.absoluteString == "http://127.0.0.1:9/services/T000/B000/s3cretpath?token=s3cretquery")
    #expect(request.value(forHTTPHeaderField: "Authorization") == "Bearer s3cretheader")
    #expect(request.value(forHTTPHeaderField: "Content-Type") == "application/json")
    #expect(request.value(forHTTPHeaderField: "Idempotency-Key") == ExampleNotification.make().key)
  }

  @Test(
    "A server that is busy or broken, or away for a moment, gets it again after growing pauses",
    arguments: [429, 500, 503])
  func again(status: Int) throws {
    let script = Script(
      Self.answer(status), .failure(.init(text: "Connection refused", isTransient: true)), Self.answer(status),
      Self.answer(200))
    #expect(try script.send() == nil)
    #expect(script.pauses == [1, 2, 4])
  }

  @Test("It waits for as long as the server asks, in seconds or by a date")
  func requested() throws {
    let script = Script(
      Self.answer(429, after: "7"), Self.answer(503, after: "Wed, 21 Oct 2015 07:28:00 GMT"), Self.answer(200))
    #expect(try script.send() == nil)
    #expect(script.pauses == [7, 10])
  }

  @Test("A server that refuses it gets it once", arguments: [400, 401, 404, 301])
  func refused(status: Int) throws {
    let script = Script(Self.answer(status, "no such hook"))
    #expect(try script.send() == .refused(status: status, reason: "no such hook", tries: 1))
    #expect(script.requests.count == 1)
  }

  @Test("It gives up within half a minute, and where the server asks for more than that")
  func givesUp() throws {
    let script = Script(Self.answer(502))
    #expect(try script.send() == .refused(status: 502, reason: "", tries: 5))
    #expect(script.pauses.reduce(0, +) <= 30)
    let patient = Script(Self.answer(429, after: "3600"))
    #expect(try patient.send() == .refused(status: 429, reason: "", tries: 1))
  }

  @Test("A name that does not resolve for good is not tried again")
  func unknownHost() throws {
    let script = Script(.failure(.init(text: "could not find the host", isTransient: false)))
    #expect(try script.send() == .noAnswer("could not find the host", tries: 1))
  }

  @Test("Slack says that it did not take it with a status of success")
  func slack() throws {
    let receiver = SlackReceiver(url: .value(Secret(Self.address)))
    let script = Script(Self.answer(200, #"{"ok": false, "error": "channel_not_found"}"#))
    #expect(try script.send(receiver) == .refused(status: 200, reason: "channel_not_found", tries: 1))
    #expect(try Script(Self.answer(200, "ok")).send(receiver) == nil)
  }

  @Test("What a server or the system says is without the address and the credentials")
  func redacted() throws {
    let basic = Data("user:pass/word".utf8).base64EncodedString()
    let echo =
      "cannot POST \(Self.address) /services/T000/B000/s3cretpath with Bearer s3cretheader (pass/word) Basic \(basic)"
    for script in [Script(Self.answer(400, echo)), Script(.failure(.init(text: echo, isTransient: false)))] {
      let text = try #require(try script.send()).text
      for secret in Self.secrets + [basic] where secret.count > 4 { #expect(!text.contains(secret), "\(text)") }
    }
  }

  @Test("Anything but an address of HTTP is not used, and not shown")
  func noAddress() throws {
    for address in ["s3cret", "file:///s3cret", "http://", "mailto:s3cret@example.org"] {
      let script = Script(Self.answer(200))
      #expect(try script.send(SlackReceiver(url: .value(Secret(address)))) == .noAddress)
      #expect(script.requests.isEmpty)
    }
  }

  @Test("A notification that is sent once is not repeated, by HTTP and by mail")
  func once() throws {
    let folder = try TemporaryFolder()
    let port = try ReservedPort()
    var settings = AlertSettings()
    settings.receivers = [
      AlertReceiver(name: "chat", kind: .slack(SlackReceiver(url: .value(Secret("http://127.0.0.1:9/x"))))),
      AlertReceiver(
        name: "mail",
        kind: .mail(MailReceiver(from: "a@b.c", to: ["d@e.f"], transport: .relay(port: Int(port.number))))),
    ]
    let pauses = Pauses()
    let retries = DeliveryRetries(now: { pauses.all.reduce(0, +) }, sleep: { pauses.add($0) }, random: { 1 })
    let http = HTTPDispatch(retries: retries) { _ in HTTPExchange.Answer(status: 503) }
    let dispatcher = NotificationDispatcher(
      settings, context: ExampleNotification.context(), folder: folder.url, http: http
    ) { _ in }
    #expect(throws: DeliveryFailure.refused(status: 503, reason: "", tries: 1)) {
      try dispatcher.send(ExampleNotification.make("chat"), .once)
    }
    let reason = String(cString: strerror(ECONNREFUSED))
    #expect(throws: DeliveryFailure.relay(port: Int(port.number), reason: reason, tries: 1)) {
      try dispatcher.send(ExampleNotification.make("mail"), .once)
    }
    #expect(pauses.all.isEmpty)
    withExtendedLifetime(port) {}
  }

  @Test("A real server gets the bytes, and one that hangs up is tried again")
  func loopback() throws {
    let server = try ScriptedServer(["", "200 OK\r\nContent-Length: 2\r\n\r\nok"])
    let pauses = Pauses()
    let dispatch = HTTPDispatch.patient(DeliveryRetries(now: { 0 }, sleep: { pauses.add($0) }, random: { 1 }))
    let message = try SlackReceiver(url: .value(Secret("\(server.url.absoluteString)/services/x"))).message(
      ExampleNotification.make(), ExampleNotification.context())
    try dispatch.send(message)
    #expect(pauses.all == [1] && server.requests.count == 2)
    let request = try #require(server.requests.last)
    #expect(request.hasPrefix("POST /services/x HTTP/1.1\r\n"))
    #expect(request.hasSuffix(String(decoding: message.body, as: UTF8.self)))
  }

  @Test("Nobody at the port, and a name that is none, are failures with the words of the system")
  func nobody() throws {
    let port = try ReservedPort()
    let dispatch = HTTPDispatch.patient(DeliveryRetries(limit: 0))
    for address in ["http://127.0.0.1:\(port.number)/x", "http://no-such-host.invalid/x"] {
      let message = try SlackReceiver(url: .value(Secret(address))).message(
        ExampleNotification.make(), ExampleNotification.context())
      #expect { try dispatch.send(message) } throws: { error in
        if case DeliveryFailure.noAnswer(let text, 1)? = error as? DeliveryFailure { !text.isEmpty } else { false }
      }
    }
    withExtendedLifetime(port) {}
  }
}

/// The pauses that something would have made.
final class Pauses: Sendable {
  private let seconds = Mutex<[Double]>([])

  func add(_ pause: Double) { seconds.withLock { $0.append(pause) } }

  var all: [Double] { seconds.withLock { $0 } }
}
