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

@Suite("Receivers that fail", .timeLimit(.minutes(60)))
struct ReceiverFaultTests {
  /// The part of an address that no text may have.
  private static let secret = "/services/T0S3cret?token=s3cretquery"

  /// Seconds for a server that answers: far more than on a slow and busy machine.
  private static let patience = 600.0
  /// Seconds for one that never does.
  private static let impatience = 0.2
  /// Seconds for one that never does, where it has to have got the request: on a busy machine that takes a while, too.
  private static let sendingTime = 5.0

  /// Sends a notification to a server, with the pauses of a script.
  /// - Parameters:
  ///   - impatient: the number of attempts, from the first on, that wait for a moment only.
  ///   - moment: the seconds of that moment.
  private static func send(
    to url: URL, limit: Double = 30, impatient: Int = 0, moment: Double = impatience, pauses: Pauses = Pauses(),
    date: Double = 0
  ) throws -> DeliveryFailure? {
    let retries = DeliveryRetries(
      limit: limit, now: { pauses.all.reduce(0, +) }, date: { Date(timeIntervalSince1970: date) },
      sleep: { pauses.add($0) }, random: { 1 })
    let dispatch = HTTPDispatch(retries: retries) { (request) throws(HTTPExchange.Failure) in
      // The request has a limit of its own, which an unreachable server of names exceeds.
      var request = request
      request.timeoutInterval = patience
      return try HTTPExchange.perform(request, within: pauses.all.count < impatient ? moment : patience)
    }
    let receiver = WebhookReceiver(url: .value(Secret(url.absoluteString + secret)))
    let message = try receiver.message(ExampleNotification.make(), ExampleNotification.context())
    do throws(DeliveryFailure) {
      try dispatch.send(message)
      return nil
    } catch {
      for part in ["T0S3cret", "s3cretquery"] { #expect(!error.text.contains(part), "\(error.text)") }
      return error
    }
  }

  private static func keys(of server: ScriptedServer) -> [String] {
    server.requests.compactMap { $0.firstMatch(of: /(?i)idempotency-key: (\w+)/).map { String($0.1) } }
  }

  // MARK: - Answers

  @Test(
    "A server that takes the request and never answers, or answers without an end, is a failure when its time is over",
    arguments: [ScriptedServer.Behaviour.silence, .deafness, .trickle])
  func hangs(behaviour: ScriptedServer.Behaviour) throws {
    let server = try ScriptedServer(behaving: [behaviour])
    let failure = try Self.send(to: server.url, limit: 0, impatient: 1)
    #expect(failure == .noAnswer("no whole answer in time", tries: 1))
  }

  @Test("A server that hangs, hangs up, breaks off within its answer, and then answers, gets the same key four times")
  func recovers() throws {
    let server = try ScriptedServer(behaving: [
      .silence, .hangUp, .answer("200 OK\r\nContent-Length: 100\r\n\r\na part"), .answer("204 No Content\r\n\r\n"),
    ])
    let pauses = Pauses()
    #expect(try Self.send(to: server.url, impatient: 1, moment: Self.sendingTime, pauses: pauses) == nil)
    #expect(pauses.all == [1, 2, 4])
    #expect(Self.keys(of: server) == Array(repeating: ExampleNotification.make().key, count: 4))
  }

  @Test("A server that is broken or busy says for how long, in seconds or with a date")
  func pauses() throws {
    let server = try ScriptedServer([
      "500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
      "429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
      "429 Too Many Requests\r\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\nContent-Length: 0\r\n\r\n",
      "503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "200 OK\r\nContent-Length: 0\r\n\r\n",
    ])
    let pauses = Pauses()
    #expect(try Self.send(to: server.url, pauses: pauses, date: 1_445_412_470) == nil)
    #expect(pauses.all == [1, 7, 10, 8] && server.requests.count == 5)
  }

  @Test("A server that stays broken is a failure with its words after half a minute of pauses")
  func broken() throws {
    let answer = "502 Bad Gateway\r\nContent-Length: 9\r\n\r\nnot today"
    let server = try ScriptedServer([String](repeating: answer, count: 9))
    #expect(try Self.send(to: server.url) == .refused(status: 502, reason: "not today", tries: 5))
  }

  // MARK: - Connections

  @Test("A server without TLS at an address of https is a failure that is not repeated")
  func plain() throws {
    let server = try ScriptedServer(behaving: [.refusal("400 Bad Request\r\nContent-Length: 0\r\n\r\n")])
    let url = try #require(URL(string: "https://127.0.0.1:\(server.url.port ?? 0)"))
    let failure = try Self.send(to: url)
    guard case .noAnswer(let text, tries: 1) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(!text.isEmpty && server.requests.isEmpty)
  }

  private static let openssl = ForeignReader.program("openssl")

  @Test(
    "A server whose certificate nobody has signed is a failure that is not repeated, and gets nothing",
    .enabled(if: openssl != nil && ForeignReader.python(with: "ssl") != nil, "openssl or python is not installed"))
  func selfSigned() async throws {
    let folder = try TemporaryFolder()
    let certificate = try #require(Self.openssl).run(
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
        "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem",
      ], in: folder.url)
    try #require(certificate.ending == .exited(0), "\(certificate.text)")
    let server = try await ForeignServer(
      try #require(ForeignReader.python(with: "ssl")), readyPath: "/ready",
      arguments: { address in
        ["-B", Fixture.file("Readers/tls_server.py").path, address, folder.url.path]
      })
    let url = try #require(URL(string: server.text("/address")))
    let failure = try Self.send(to: url)
    guard case .noAnswer(let text, tries: 1) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(text.localizedCaseInsensitiveContains("certificate"), "\(text)")
    #expect(try server.text("/requests") == "0")
  }

  @Test("A name that does not resolve is a failure that is not repeated")
  func unresolved() throws {
    let failure = try Self.send(to: try #require(URL(string: "http://no-such-host.invalid")))
    guard case .noAnswer(let text, tries: 1) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(!text.isEmpty)
  }

  // MARK: - All at once

  @Test("Whatever some receivers do, the others get theirs, and those that failed get the same at the next evaluation")
  func together() throws {
    let folder = try TemporaryFolder()
    let fine = "200 OK\r\nContent-Length: 0\r\n\r\n"
    let bad = [
      "a-silent": ScriptedServer.Behaviour.silence, "b-deaf": .deafness, "c-closing": .hangUp, "d-endless": .trickle,
    ]
    let failing = try bad.mapValues { try ScriptedServer(behaving: [$0, .answer(fine)]) }
    let good = try ScriptedServer([fine])
    var settings = AlertSettings()
    settings.receivers = (failing.merging(["e-good": good]) { $1 }).map { name, server in
      AlertReceiver(
        name: name, kind: .webhook(WebhookReceiver(url: .value(Secret(server.url.absoluteString + Self.secret)))))
    }
    settings.routes = [AlertRoute(receivers: settings.receivers.map(\.name).sorted())]
    let isPatient = Mutex(false)
    let http = HTTPDispatch(retries: DeliveryRetries(limit: 0)) { (request) throws(HTTPExchange.Failure) in
      let isGood = request.url?.port == good.url.port || isPatient.withLock { $0 }
      var request = request
      request.timeoutInterval = Self.patience
      return try HTTPExchange.perform(request, within: isGood ? Self.patience : Self.sendingTime)
    }
    let store = AlertStore(folder: folder.file("alerts"))
    let dispatcher = NotificationDispatcher(
      settings, context: MessageContext(environment: [:], settings: settings, host: "h"), folder: store.folder,
      http: http
    ) { _ in }
    let check = AlertCheck(settings, store, dispatcher.delivery)
    var input = AlertInput(time: 1_800_000_000, sources: [.machine])
    input.add("perf_disk_used_ratio", AlertSample(["path": "state"], 0.97))
    let first = try check.run(input)
    #expect(first.failures.map(\.receiver).sorted() == bad.keys.sorted() && first.sent.map(\.receiver) == ["e-good"])
    for failure in first.failures { #expect(!failure.cause.text.contains("s3cret"), "\(failure.cause.text)") }
    // What fires and what is said of it is the same as with receivers that work.
    #expect(first.state.alerts.map(\.rule) == ["PerfDiskCritical", "PerfDiskLow"])

    isPatient.withLock { $0 = true }
    input.time += 60
    let second = try check.run(input)
    #expect(second.failures.isEmpty && second.sent.map(\.receiver).sorted() == bad.keys.sorted())
    #expect(good.requests.count == 1)
    for (name, server) in failing {
      let keys = Self.keys(of: server)
      #expect(keys.count == (name == "b-deaf" ? 1 : 2) && Set(keys).count == 1, "\(name)")
    }
    let text = String(decoding: try Data(contentsOf: store.folder.appendingPathComponent("state.json")), as: UTF8.self)
    #expect(!text.contains("s3cret") && !text.contains("T0S3cret"))
  }
}
